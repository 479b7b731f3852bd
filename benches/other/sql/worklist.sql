-- From `stepped` to the decision of each invoice, and to the lines to act on, with a reason of figures. Open items tell no hold and no dispute.
CREATE VIEW decided AS
SELECT *,
    CASE
        WHEN balance = 0 THEN 'settled'
        WHEN held_until >= getvariable('as_of') THEN 'hold'
        WHEN disputed_on > coalesce(resolved_on, DATE '0001-01-01') THEN 'hold'
        WHEN balance < ignore_below THEN 'ignore'
        WHEN next_step IS NULL THEN 'finished'
        WHEN due_since > getvariable('as_of') THEN 'wait'
        WHEN next_step = 'inkasso' AND may_not_hand_over THEN 'withheld'
        ELSE 'send'
    END AS decision
FROM stepped;

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
