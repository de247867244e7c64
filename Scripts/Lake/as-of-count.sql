-- How many customers were active, billable and on hold on a day, as known at a moment: by market, and 'all'.
-- The question is the one row of cm_question: as_of, known_on, market_code (empty: every market).
-- 727000001 is Billable, 727000002 On hold (cm_billablestatus).
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
counted AS (
    SELECT
        believed.market_code,
        COUNT(DISTINCT believed.cm_customerkey) AS active,
        COUNT(DISTINCT CASE WHEN believed.cm_status = 727000001 THEN believed.cm_customerkey END) AS billable,
        COUNT(DISTINCT CASE WHEN believed.cm_status = 727000002 THEN believed.cm_customerkey END) AS on_hold
    FROM believed
    INNER JOIN cm_question ON believed.cm_from <= cm_question.as_of
        AND (believed.cm_until IS NULL OR believed.cm_until >= cm_question.as_of)
        AND (cm_question.market_code IS NULL OR believed.market_code = cm_question.market_code)
    WHERE believed.is_active = 1
    GROUP BY believed.market_code
)
SELECT market_code, active, billable, on_hold FROM counted
UNION ALL
SELECT 'all', COALESCE(SUM(active), 0), COALESCE(SUM(billable), 0), COALESCE(SUM(on_hold), 0) FROM counted
