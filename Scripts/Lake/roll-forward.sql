-- What became of the billable customers in the days after from_day up to to_day, as known at a moment.
-- The question is the one row of cm_question: from_day, to_day, known_on, market_code (empty: every market).
-- 727000001 is Billable, 727000002 On hold, 727000003 Ended (cm_billablestatus).
WITH latest_period AS (
    -- A lake may hold several versions of a row, and a version several times; what was deleted stays, flagged.
    SELECT cm_customerkey, cm_marketid, cm_status, cm_isactive, cm_from, cm_until, cm_recordedon, cm_supersededon
    FROM (
        SELECT
            cm_customerkey, cm_marketid, cm_status, cm_isactive, cm_from, cm_until, cm_recordedon, cm_supersededon,
            IsDelete,
            ROW_NUMBER() OVER (PARTITION BY Id ORDER BY versionnumber DESC, SinkModifiedOn DESC) AS age
        FROM cm_statusperiod
    ) AS versions
    WHERE age = 1 AND COALESCE(CAST(IsDelete AS int), 0) = 0
),
latest_market AS (
    SELECT Id, cm_code
    FROM (
        SELECT
            Id, cm_code, IsDelete,
            ROW_NUMBER() OVER (PARTITION BY Id ORDER BY versionnumber DESC, SinkModifiedOn DESC) AS age
        FROM cm_market
    ) AS versions
    WHERE age = 1 AND COALESCE(CAST(IsDelete AS int), 0) = 0
),
believed AS (
    SELECT
        latest_period.cm_customerkey, latest_period.cm_status, CAST(latest_period.cm_isactive AS int) AS is_active,
        latest_period.cm_from, latest_period.cm_until, COALESCE(latest_market.cm_code, '') AS market_code
    FROM latest_period
    INNER JOIN cm_question ON latest_period.cm_recordedon <= cm_question.known_on
        AND (latest_period.cm_supersededon IS NULL OR latest_period.cm_supersededon > cm_question.known_on)
    LEFT JOIN latest_market ON latest_market.Id = latest_period.cm_marketid
),
customer AS (
    SELECT
        known.cm_customerkey,
        CASE WHEN first_day.cm_status = 727000001
            AND (cm_question.market_code IS NULL OR first_day.market_code = cm_question.market_code)
            THEN 1 ELSE 0 END AS opens,
        CASE WHEN last_day.cm_status = 727000001
            AND (cm_question.market_code IS NULL OR last_day.market_code = cm_question.market_code)
            THEN 1 ELSE 0 END AS closes,
        CASE WHEN known.first_billable <= cm_question.from_day THEN 1 ELSE 0 END AS was_billable,
        COALESCE(first_day.cm_status, 0) AS status_before,
        COALESCE(last_day.cm_status, 0) AS status_after
    FROM (
        SELECT cm_customerkey, MIN(CASE WHEN cm_status = 727000001 THEN cm_from END) AS first_billable
        FROM believed
        GROUP BY cm_customerkey
    ) AS known
    CROSS JOIN cm_question
    LEFT JOIN believed AS first_day ON first_day.cm_customerkey = known.cm_customerkey
        AND first_day.cm_from <= cm_question.from_day
        AND (first_day.cm_until IS NULL OR first_day.cm_until >= cm_question.from_day)
    LEFT JOIN believed AS last_day ON last_day.cm_customerkey = known.cm_customerkey
        AND last_day.cm_from <= cm_question.to_day
        AND (last_day.cm_until IS NULL OR last_day.cm_until >= cm_question.to_day)
),
counted AS (
    SELECT
        COALESCE(SUM(opens), 0) AS opening,
        COALESCE(SUM(CASE WHEN was_billable = 0 THEN closes END), 0) AS became_new,
        COALESCE(SUM(
            CASE WHEN was_billable = 1 AND status_before NOT IN (727000001, 727000002) THEN closes END), 0) AS returned,
        COALESCE(SUM(CASE WHEN was_billable = 1 AND status_before = 727000002 THEN closes END), 0) AS released,
        COALESCE(SUM(CASE WHEN status_after = 727000002 THEN opens END), 0) AS held,
        COALESCE(SUM(CASE WHEN status_after = 727000003 THEN opens END), 0) AS ended,
        COALESCE(SUM(closes), 0) AS closing
    FROM customer
)
SELECT
    opening, became_new, returned, released, held, ended,
    closing - opening - became_new - returned - released + held + ended AS other,
    closing
FROM counted
