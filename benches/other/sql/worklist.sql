-- From `decided` to the lines to act on, with a reason of figures.
CREATE VIEW priced AS
SELECT *,
    decision IN ('send', 'withheld') AS to_act_on,
    CASE WHEN decision = 'send' THEN CASE next_step WHEN 'inkasso' THEN 0 ELSE letter_fee END END AS fee
FROM decided;

CREATE VIEW worklist AS
SELECT
    invoice, customer, policy, decision,
    CASE WHEN to_act_on THEN next_step END AS step,
    CASE WHEN decision = 'send' AND next_step <> 'inkasso' THEN getvariable('as_of') + 14 END AS deadline,
    due, getvariable('as_of') - due AS overdue,
    kroner(balance) AS balance,
    kroner(interest) AS interest,
    kroner(fees) AS fees,
    kroner(fee) AS fee,
    kroner(balance + interest + fees + coalesce(fee, 0)) AS claim,
    CASE WHEN decision = 'withheld' THEN 'NO-HANDOVER' END AS rule,
    CASE WHEN to_act_on THEN concat(
        next_step, ' is due since ', due_since, '; due ', due, ', ', getvariable('as_of') - due, ' days overdue; interest ',
        kroner(interest), ' on ', kroner(balance)) END AS because
FROM priced;
