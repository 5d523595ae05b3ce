#pragma once

#include <array>
#include <chrono>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/engine/cycle.hpp"
#include "daemon/metrics/cycle_families.hpp"

namespace entangled::testing {

/// 2026-08-20T12:00:00Z.
inline constexpr Timestamp noon{std::chrono::sys_days{std::chrono::year{2026} / 8 / 20} + std::chrono::hours{12}};
inline constexpr Date day(int year, unsigned month, unsigned number)
{
    return std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(number);
}

inline constexpr std::array<std::string_view, 4> share_labels{"good", "tier", "supplier", "definition"};
inline constexpr std::array<std::string_view, 2> gap_labels{"side_a", "side_b"};
inline constexpr std::array<std::string_view, 3> gap_answers{"a_faster", "b_faster", "undecided"};
inline constexpr std::array<std::string_view, 1> fronts_labels{"evidence"};
inline constexpr std::array<std::string_view, 1> policy_labels{"policy"};
inline constexpr std::array<std::string_view, 3> policy_answers{"in_force", "ended", "outcome_unknown"};

inline IndicatorKind kind_of(std::string_view name, std::string_view unit, std::string_view help,
                             std::span<const std::string_view> labels, std::span<const std::string_view> answers = {})
{
    IndicatorKind kind{};
    kind.name = name;
    kind.unit = unit;
    kind.help = help;
    kind.labels = labels;
    kind.answers = answers;
    return kind;
}

inline const IndicatorKind share_kind =
    kind_of("supply_share", "ratio", "Share of one supplier in the supply of a good, from 0 to 1.", share_labels);
inline const IndicatorKind gap_kind =
    kind_of("race_gap", "per_year", "Speed of side A minus speed of side B, positive when A is ahead.", gap_labels,
            gap_answers);
inline const IndicatorKind fronts_kind =
    kind_of("fronts_active", "", "Fronts with an act of restriction, from 0 to 7.", fronts_labels);
inline const IndicatorKind policy_kind =
    kind_of("policy_end", "timestamp_seconds", "End of the last day on which a policy is in force.", policy_labels,
            policy_answers);

/// Puts a cycle together by hand, without the engine.
class CycleBuilder {
  public:
    CycleBuilder& reading(std::string id, const IndicatorKind& kind, Labels labels, Reading reading)
    {
        PlannedReading planned;
        planned.id = std::move(id);
        planned.kind = &kind;
        planned.body.labels = std::move(labels);
        plan_.readings.push_back(std::move(planned));
        readings_.push_back(std::make_shared<const ComputedReading>(ComputedReading{std::move(reading), 0, 0}));
        return *this;
    }
    CycleBuilder& alert(AlertRule rule)
    {
        plan_.alerts.push_back(std::move(rule));
        return *this;
    }
    CycleBuilder& state(const std::string& alert, const std::string& instance, AlertPhase phase)
    {
        alerts_[{alert, instance}].phase = phase;
        return *this;
    }
    CycleBuilder& instance(const std::string& alert, const std::string& instance, AlertInstance now)
    {
        alerts_[{alert, instance}] = now;
        return *this;
    }
    CycleBuilder& feed(Feed feed)
    {
        feeds_.push_back(std::move(feed));
        return *this;
    }
    CycleBuilder& series_limit(std::size_t limit)
    {
        plan_.series_limit = limit;
        return *this;
    }
    [[nodiscard]] Cycle build()
    {
        Cycle cycle;
        cycle.at = noon;
        cycle.plan = std::make_shared<const Plan>(std::move(plan_));
        cycle.dataset = std::make_shared<const Dataset>(std::move(feeds_));
        cycle.readings = std::move(readings_);
        cycle.alerts = std::move(alerts_);
        return cycle;
    }

  private:
    Plan plan_;
    std::vector<Feed> feeds_;
    std::vector<std::shared_ptr<const ComputedReading>> readings_;
    AlertStates alerts_;
};

inline ObservationRow observed(int year, double value, std::string release, Date known)
{
    ObservationRow row;
    row.table = "usgs_world";
    row.release = std::move(release);
    row.known_at = known;
    row.complete = true;
    row.key.measure = Measure::supply_share;
    row.key.good = "dysprosium";
    row.key.tier = "separation";
    row.key.definition = "usgs_annual";
    row.key.origin = "CN";
    row.period = Period{day(year, 1, 1), day(year + 1, 1, 1), PeriodKind::year};
    row.value = value;
    row.source = {"USGS", "https://example.org"};
    return row;
}

inline Feed sample_feed()
{
    std::vector<ObservationRow> rows{observed(2023, 0.9, "mcs2024", day(2024, 2, 1)),
                                     observed(2023, 0.95, "mcs2025", day(2025, 2, 1)),
                                     observed(2024, 0.92, "mcs2025", day(2025, 2, 1))};
    rows.push_back(observed(2027, 0.5, "mcs2025", day(2025, 2, 1)));
    rows.back().flags = Flag::forecast;
    Feed feed;
    feed.id = "shares";
    feed.status.state = FeedState::ok;
    feed.status.retrieved = noon - std::chrono::minutes{5};
    feed.status.stale_after = std::chrono::hours{48};
    feed.status.complete_until = Timestamp{day(2026, 8, 13)};
    feed.contents = std::make_shared<const FeedContents>(assemble(std::move(rows), {}).contents);
    return feed;
}

inline Feed unread_feed()
{
    Feed feed;
    feed.id = "acts";
    feed.contents = std::make_shared<const FeedContents>();
    return feed;
}

inline Reading with_times(Reading reading)
{
    reading.coverage = 0.875;
    reading.newest = Timestamp{day(2025, 1, 1)};
    reading.oldest = Timestamp{day(2024, 1, 1)};
    reading.periods = {Period{day(2023, 1, 1), day(2024, 1, 1), PeriodKind::year},
                       Period{day(2024, 1, 1), day(2025, 1, 1), PeriodKind::year}};
    return reading;
}

inline AlertRule threshold_rule()
{
    AlertRule rule;
    rule.name = "share_high";
    rule.severity = "warning";
    rule.audience = "analyst";
    rule.readings = {"dy_cn"};
    rule.threshold = Threshold{Side::above, 0.9, 0.85, false, 0.99};
    rule.review = day(2027, 1, 31);
    return rule;
}

inline AlertRule feed_rule()
{
    AlertRule rule;
    rule.name = "feed_late";
    rule.severity = "info";
    rule.audience = "operator";
    rule.condition = AlertCondition::feed_state;
    rule.feeds = {"acts"};
    return rule;
}

/// Every sort of reading, alert and feed once.
inline CycleBuilder sample_builder()
{
    Reading gap = missing(Errc::not_comparable, "no two series share basis and window");
    gap.answer = "undecided";
    Reading policy = known(1'794'355'200.0);
    policy.answer = "in_force";
    CycleBuilder builder;
    builder
        .reading("dy_cn", share_kind,
                 {{"good", "dysprosium"}, {"tier", "separation"}, {"supplier", "CN"}, {"definition", "usgs_annual"}},
                 with_times(known(0.92)))
        .reading("dy_bounds", share_kind,
                 {{"good", "dysprosium"}, {"tier", "magnet \"N52\"\\\n"}, {"supplier", "Côte"}, {"definition", "x"}},
                 known(Interval{0.95, 1.0}))
        .reading("race", gap_kind, {{"side_a", "CN"}, {"side_b", "coalition"}}, gap)
        .reading("fronts", fronts_kind, {{"evidence", "verified"}}, known(3))
        .reading("truce", policy_kind, {{"policy", "truce_2025"}}, policy)
        .alert(threshold_rule())
        .alert(feed_rule())
        .state("share_high", "dy_cn", AlertPhase::firing)
        .feed(sample_feed())
        .feed(unread_feed());
    return builder;
}

inline FeedCountsById sample_counts()
{
    return {{"shares", {{{"accepted", 4}, {"rejected", 2}}, {{"bad_value", 2}, {"unknown_code", 0}}}},
            {"gone", {{{"accepted", 1}}, {}}}};
}

/// Own metrics of every type, with fixed values.
inline std::vector<MetricFamily> sample_own()
{
    MetricFamily build{"entangled_build", "Version of the running program.", {}, MetricType::info, {"version"}, {}, {}};
    build.samples.push_back({{"0.1.0"}, 1});
    MetricFamily cycles{"entangled_cycles", "Evaluations by result.", {}, MetricType::counter, {"result"}, {}, {}};
    cycles.samples.push_back({{"success"}, 12});
    cycles.samples.push_back({{"dropped"}, 0});
    MetricFamily missed{
        "entangled_cycles_missed", "Evaluations that did not take place.", {}, MetricType::counter, {}, {}, {}};
    missed.samples.push_back({{}, 1});
    MetricFamily took{"entangled_cycle_duration_seconds",
                      "Time \\ of \"one\"\nevaluation.",
                      "seconds",
                      MetricType::histogram,
                      {},
                      {},
                      {}};
    took.histograms.push_back({{}, {{0.0001, 1}, {1, 11}, {std::numeric_limits<double>::infinity(), 12}}, 0.75});
    return {took, missed, cycles, build};
}

}  // namespace entangled::testing
