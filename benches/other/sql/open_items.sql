-- Open items: the balance stands in the file, and the last notice.
-- From `items`, `terms`, `calendar` and the variables as_of, letter_fee and round_over to `stepped`.
CREATE VIEW owing AS
SELECT
    i.invoice, i.customer, t.policy, c.moved AS due, i.amount, i.balance, 0::BIGINT AS fees,
    -- Half away from zero to the minor unit; nothing runs before the due date.
    rounded(i.balance::HUGEINT * greatest(getvariable('accrued') - c.accrued_due, 0)) AS interest,
    NULL::DATE AS held_until, NULL::DATE AS disputed_on, NULL::DATE AS resolved_on,
    i.last_step, i.last_sent, t.ignore_below, t.purring_after, t.varsel_after, t.inkasso_after, t.claim_least, t.balance_least
FROM items i JOIN terms t ON t.debtor = i.debtor JOIN calendar c ON c.day = i.due;

CREATE VIEW stepped AS
SELECT *,
    CASE
        WHEN last_step IS NULL THEN 'purring'
        WHEN last_step = 'purring' THEN 'varsel'
        WHEN last_step = 'varsel' AND balance + interest + fees >= claim_least AND balance >= balance_least THEN 'inkasso'
    END AS next_step,
    -- The file tells no deadlines: each letter's own length counts.
    CASE
        WHEN last_step IS NULL THEN due + purring_after
        WHEN last_step = 'purring' THEN last_sent + 14 + varsel_after
        WHEN last_step = 'varsel' THEN last_sent + 14 + inkasso_after
    END AS due_since,
    -- A second fee waits for a charged reminder's deadline, and the file tells of none, unless half a year has gone by.
    CASE WHEN last_step = 'purring' AND last_sent > getvariable('round_over') THEN 0 ELSE getvariable('letter_fee') END AS letter_fee,
    -- A hand-over rests on a deadline that was told.
    true AS may_not_hand_over
FROM owing;
