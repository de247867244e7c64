-- For every day of cm_calendar from from_day to to_day and every market: how many customers were active, billable and on
-- hold, as known at a moment. A day without any has a line of zeros.
-- The question is the one row of cm_question: from_day, to_day, known_on, market_code (empty: every market).
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
active AS (
    SELECT cm_customerkey, cm_status, cm_from, cm_until, market_code FROM believed WHERE is_active = 1
)
SELECT
    cm_calendar.calendar_day,
    COALESCE(active.market_code, '') AS market_code,
    COUNT(DISTINCT active.cm_customerkey) AS active,
    COUNT(DISTINCT CASE WHEN active.cm_status = 727000001 THEN active.cm_customerkey END) AS billable,
    COUNT(DISTINCT CASE WHEN active.cm_status = 727000002 THEN active.cm_customerkey END) AS on_hold
FROM cm_calendar
INNER JOIN cm_question ON cm_calendar.calendar_day >= cm_question.from_day
    AND cm_calendar.calendar_day <= cm_question.to_day
LEFT JOIN active ON active.cm_from <= cm_calendar.calendar_day
    AND (active.cm_until IS NULL OR active.cm_until >= cm_calendar.calendar_day)
    AND (cm_question.market_code IS NULL OR active.market_code = cm_question.market_code)
GROUP BY cm_calendar.calendar_day, COALESCE(active.market_code, '')
