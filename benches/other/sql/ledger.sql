-- An event ledger. The policies settle the principal first, so what is left of it is a running sum; interest is rounded on the day of each payment.
-- From `invoices`, `customers`, `events`, `terms`, `calendar` and the variables to `stepped`.
-- Left out, since the generator makes none: credit notes beyond the balance, reversals, notices that were undone, a step sent twice.
CREATE VIEW told AS SELECT * FROM events WHERE date <= getvariable('as_of');

-- Each payment and credit note with what came before it. Credit notes of a day come first.
CREATE VIEW money AS
SELECT
    invoice, date, amount, event = 'payment' AS pays,
    coalesce(sum(amount) OVER before, 0)::BIGINT AS settled_before,
    coalesce(count(*) FILTER (event = 'payment') OVER before, 0) AS payments_before,
    lag(date) OVER (PARTITION BY invoice ORDER BY date, event) AS date_before
FROM told
WHERE event IN ('payment', 'credit')
WINDOW before AS (PARTITION BY invoice ORDER BY date, event ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING);

-- What interest came to between two payments, as a numerator: each day bears interest on the balance of its morning.
CREATE VIEW stretches AS
SELECT
    m.invoice, m.payments_before,
    sum(greatest(i.amount - m.settled_before, 0)::HUGEINT
        * (greatest(u.accrued, d.accrued_due) - greatest(coalesce(b.accrued, d.accrued_due), d.accrued_due)))::HUGEINT AS numerator,
    sum(m.amount)::BIGINT AS settled,
    count(*) FILTER (m.pays) AS payments,
    max(u.accrued) AS accrued
FROM money m
JOIN invoices i ON i.invoice = m.invoice
JOIN calendar d ON d.day = i.due
JOIN calendar u ON u.day = m.date
LEFT JOIN calendar b ON b.day = m.date_before
GROUP BY m.invoice, m.payments_before;

-- The stretches that a payment ended, each rounded, and the one that still runs.
CREATE VIEW paid AS
SELECT
    invoice,
    sum(settled)::BIGINT AS settled,
    max(accrued) AS accrued,
    coalesce(sum(rounded(numerator)) FILTER (payments > 0), 0)::BIGINT AS interest,
    coalesce(sum(numerator) FILTER (payments = 0), 0)::HUGEINT AS running
FROM stretches
GROUP BY invoice;

-- A letter of several invoices is charged where one of its rows is.
CREATE VIEW letters AS
SELECT notice_id, date, max(fee) > 0 AS charged FROM told WHERE notice_id IS NOT NULL GROUP BY notice_id, date;

CREATE VIEW history AS
SELECT
    e.invoice,
    sum(CASE e.event WHEN 'notice' THEN e.fee WHEN 'waive' THEN -e.fee END)::BIGINT AS fees,
    max(e.date) FILTER (e.step = 'purring') AS purring_on,
    max(e.deadline) FILTER (e.step = 'purring') AS purring_deadline,
    coalesce(bool_or(e.fee > 0 OR l.charged) FILTER (e.step = 'purring'), false) AS purring_charged,
    max(e.date) FILTER (e.step = 'varsel') AS varsel_on,
    max(e.deadline) FILTER (e.step = 'varsel') AS varsel_deadline,
    max(e.date) FILTER (e.event = 'handover') AS handed_over_on,
    max(e.date) FILTER (e.event = 'dispute') AS disputed_on,
    max(e.date) FILTER (e.event = 'resolved') AS resolved_on,
    max(coalesce(e.until, DATE '9999-12-31')) FILTER (e.event = 'hold') AS held_until
FROM told e LEFT JOIN letters l ON l.notice_id = e.notice_id AND l.date = e.date
WHERE e.event NOT IN ('payment', 'credit')
GROUP BY e.invoice;

CREATE VIEW owing AS
SELECT
    i.invoice, i.customer, t.policy, c.moved AS due, i.amount,
    greatest(i.amount - coalesce(p.settled, 0), 0) AS balance,
    -- Money beyond the principal settles fees, then interest.
    greatest(coalesce(p.settled, 0) - i.amount, 0) AS beyond,
    coalesce(h.fees, 0) AS charged,
    coalesce(p.interest, 0)
        + rounded(coalesce(p.running, 0) + greatest(i.amount - coalesce(p.settled, 0), 0)::HUGEINT
            * greatest(getvariable('accrued') - greatest(coalesce(p.accrued, c.accrued_due), c.accrued_due), 0)) AS ran,
    greatest(charged - beyond, 0) AS fees,
    greatest(ran - greatest(beyond - charged, 0), 0) AS interest,
    h.* EXCLUDE (invoice, fees), t.* EXCLUDE (policy, debtor)
FROM invoices i
JOIN customers k ON k.customer = i.customer
JOIN terms t ON t.debtor = k.debtor
JOIN calendar c ON c.day = i.due
LEFT JOIN paid p ON p.invoice = i.invoice
LEFT JOIN history h ON h.invoice = i.invoice;

CREATE VIEW stepped AS
SELECT *,
    CASE
        WHEN handed_over_on IS NOT NULL THEN NULL
        WHEN varsel_on IS NOT NULL THEN
            CASE WHEN balance + interest + fees >= claim_least AND balance >= balance_least THEN 'inkasso' END
        WHEN purring_on IS NOT NULL THEN 'varsel'
        ELSE 'purring'
    END AS next_step,
    CASE
        WHEN varsel_on IS NOT NULL THEN coalesce(varsel_deadline, varsel_on + 14) + inkasso_after
        WHEN purring_on IS NOT NULL THEN coalesce(purring_deadline, purring_on + 14) + varsel_after
        ELSE due + purring_after
    END AS due_since,
    -- A second fee waits for a charged reminder's deadline of fourteen days, unless half a year has gone by.
    CASE
        WHEN purring_charged AND purring_on > getvariable('round_over')
            AND NOT coalesce(purring_deadline >= purring_on + 14 AND purring_deadline < getvariable('as_of'), false) THEN 0
        ELSE getvariable('letter_fee')
    END AS letter_fee,
    NOT coalesce(varsel_deadline >= varsel_on + 14 AND varsel_deadline < getvariable('as_of'), false) AS may_not_hand_over
FROM owing;
