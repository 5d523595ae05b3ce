#include "daemon/alerts/state.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entangled {
namespace {

/// Where a sample lies. The band between exit and enter, and bounds that lie across an edge, decide nothing.
enum class Zone : std::uint8_t { beyond, band, inside };

/// What one sample says about one instance.
struct Sight {
    Zone zone{Zone::band};
    bool counts{false};  ///< persistence counts new periods
    bool news{false};    ///< may move the instance: a new period, or no periods are counted
    bool extreme{false};
    bool may_start{false};
};

bool is_beyond(const Threshold& threshold, double value)
{
    if (threshold.side == Side::above) {
        return threshold.enter_open ? value > threshold.enter : value >= threshold.enter;
    }
    return threshold.enter_open ? value < threshold.enter : value <= threshold.enter;
}

bool is_inside(const Threshold& threshold, double value)
{
    return threshold.side == Side::above ? value < threshold.exit : value > threshold.exit;
}

bool is_extreme(const Threshold& threshold, double value)
{
    if (!threshold.extreme) return false;
    return threshold.side == Side::above ? value >= *threshold.extreme : value <= *threshold.extreme;
}

bool has_data(const AlertRule& rule, const AlertSample& sample)
{
    return sample.matches || (rule.threshold && sample.value && std::isfinite(*sample.value));
}

Zone zone_of(const AlertRule& rule, const AlertInstance& instance, const AlertSample& sample)
{
    if (sample.matches) {
        if (!*sample.matches) return Zone::inside;
        // What never had a value has lost none.
        const bool never_had = rule.condition == AlertCondition::reading_lost && !instance.seen_ok;
        return never_had ? Zone::band : Zone::beyond;
    }
    const Threshold& threshold = *rule.threshold;
    if (is_beyond(threshold, *sample.value)) return Zone::beyond;
    const bool inside =
        is_inside(threshold, *sample.value) && is_inside(threshold, sample.far_end.value_or(*sample.value));
    return inside ? Zone::inside : Zone::band;
}

bool is_newer(const AlertSample& sample, const std::optional<Period>& last)
{
    return sample.period && (!last || sample.period->end > last->end);
}

/// Zero if the clock went back.
Duration elapsed(Timestamp since, Timestamp now) { return std::max(now - since, Duration::zero()); }

void not_after(std::optional<Timestamp>& time, Timestamp now)
{
    if (time) time = std::min(*time, now);
}

AlertInstance first_sight(const AlertRule& rule)
{
    AlertInstance instance;
    instance.armed = !rule.crossings_only;
    return instance;
}

void enter(AlertInstance& instance, AlertPhase phase, Timestamp now)
{
    instance.phase = phase;
    instance.since = now;
}

bool is_quiescent(AlertPhase phase) { return phase == AlertPhase::ok || phase == AlertPhase::unknown; }

AlertInstance hold(AlertInstance instance, Timestamp now)
{
    if (instance.phase == AlertPhase::held) return instance;
    if (is_quiescent(instance.phase)) {
        if (instance.phase == AlertPhase::ok || !instance.since) enter(instance, AlertPhase::unknown, now);
        return instance;
    }
    instance.held_phase = instance.phase;
    instance.phase = AlertPhase::held;
    instance.held_since = now;
    return instance;
}

/// Time without data counts neither as beyond enter nor as inside exit: the runs go on where they stood.
void resume(AlertInstance& instance, Timestamp now)
{
    if (instance.phase == AlertPhase::unknown) enter(instance, AlertPhase::ok, now);
    if (instance.phase != AlertPhase::held) return;
    const Duration gap = elapsed(instance.held_since.value_or(now), now);
    if (instance.beyond_since) *instance.beyond_since += gap;
    if (instance.inside_since) *instance.inside_since += gap;
    instance.phase = instance.held_phase;
    instance.held_phase = AlertPhase::ok;
    instance.held_since.reset();
}

Sight look(const AlertRule& rule, const AlertInstance& instance, const AlertSample& sample)
{
    Sight sight;
    sight.zone = zone_of(rule, instance, sample);
    // What has never named a period has nothing to count and goes by the clock.
    sight.counts = sample.counts_periods && (sample.period || instance.last_period);
    sight.news = !sight.counts || is_newer(sample, instance.last_period);
    sight.extreme = !sample.matches && sight.news && is_extreme(*rule.threshold, *sample.value);
    sight.may_start = sample.may_alert && (instance.armed || !rule.crossings_only);
    return sight;
}

void remember(AlertInstance& instance, const AlertRule& rule, const AlertSample& sample, Zone zone)
{
    const bool crossing_possible = zone == Zone::inside || (zone == Zone::band && !instance.seen_ok);
    if (crossing_possible) instance.armed = true;
    if (rule.condition != AlertCondition::reading_lost || zone == Zone::inside) instance.seen_ok = true;
    instance.last_value = sample.value;
    if (is_newer(sample, instance.last_period)) instance.last_period = sample.period;
}

/// Keeps the run beyond enter. A restatement can end it, never begin or lengthen it.
void count_run(AlertInstance& instance, const Sight& sight, Timestamp now)
{
    const bool barred = !sight.may_start && (instance.phase == AlertPhase::ok || instance.phase == AlertPhase::pending);
    if (sight.zone != Zone::beyond || barred) {
        instance.beyond_since.reset();
        instance.releases_beyond = 0;
        return;
    }
    if (!sight.news) return;
    if (!instance.beyond_since) instance.beyond_since = now;
    const bool full = instance.releases_beyond == std::numeric_limits<std::uint32_t>::max();
    if (sight.counts && !full) ++instance.releases_beyond;
}

bool is_quiet(const AlertRule& rule, const AlertInstance& instance, Timestamp now)
{
    return instance.cleared_at && elapsed(*instance.cleared_at, now) < rule.quiet_after_clear;
}

bool has_persisted(const AlertRule& rule, const AlertInstance& instance, const Sight& sight, Timestamp now)
{
    if (sight.counts) return instance.releases_beyond >= std::max(rule.persist_releases, 1U);
    return elapsed(*instance.beyond_since, now) >= rule.persist_for;
}

void start_or_drop(AlertInstance& instance, const AlertRule& rule, const Sight& sight, Timestamp now)
{
    if (!instance.beyond_since) {
        if (instance.phase == AlertPhase::pending) enter(instance, AlertPhase::ok, now);
        return;
    }
    if (instance.phase == AlertPhase::ok && !sight.extreme && is_quiet(rule, instance, now)) return;
    if (sight.extreme || has_persisted(rule, instance, sight, now)) {
        enter(instance, AlertPhase::firing, now);
    } else if (instance.phase == AlertPhase::ok) {
        enter(instance, AlertPhase::pending, now);
    }
}

void clear_or_return(AlertInstance& instance, const AlertRule& rule, const Sight& sight, Timestamp now)
{
    if (sight.news && sight.zone != Zone::inside) instance.inside_since.reset();
    if (sight.news && sight.zone == Zone::beyond && instance.phase == AlertPhase::clearing) {
        enter(instance, AlertPhase::firing, now);
    }
    if (sight.zone != Zone::inside) return;
    if (sight.news && !instance.inside_since) instance.inside_since = now;
    if (!instance.inside_since) return;
    if (elapsed(*instance.inside_since, now) >= rule.keep_firing_for) {
        enter(instance, AlertPhase::ok, now);
        instance.cleared_at = now;
        instance.inside_since.reset();
    } else if (instance.phase == AlertPhase::firing) {
        enter(instance, AlertPhase::clearing, now);
    }
}

}  // namespace

AlertInstance advance(const AlertRule& rule, const std::optional<AlertInstance>& last, const AlertSample& sample,
                      Timestamp now)
{
    AlertInstance next = last.value_or(first_sight(rule));
    for (auto* time : {&next.since, &next.held_since, &next.beyond_since, &next.inside_since, &next.cleared_at}) {
        not_after(*time, now);
    }
    if (!has_data(rule, sample)) return hold(next, now);
    const Sight sight = look(rule, next, sample);
    if (sight.zone == Zone::inside && !sample.may_clear && !is_quiescent(next.phase)) return hold(next, now);
    resume(next, now);
    remember(next, rule, sample, sight.zone);
    count_run(next, sight, now);
    if (next.phase == AlertPhase::firing || next.phase == AlertPhase::clearing) {
        clear_or_return(next, rule, sight, now);
    } else {
        start_or_drop(next, rule, sight, now);
    }
    return next;
}

}  // namespace entangled
