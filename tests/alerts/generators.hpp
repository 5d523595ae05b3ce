#pragma once

#include <rapidcheck.h>

#include <string>

#include "daemon/alerts/state.hpp"

namespace entangled::trace {

inline Duration any_days() { return std::chrono::days{*rc::gen::inRange(0, 4)}; }

inline AlertRule any_rule()
{
    AlertRule rule;
    rule.name = "rule";
    const double enter = *rc::gen::inRange(4, 8) / 8.0;
    const double band = *rc::gen::inRange(0, 3) / 8.0;
    const auto side = *rc::gen::element(Side::above, Side::below);
    const double away = side == Side::above ? -1.0 : 1.0;
    rule.threshold = Threshold{side, enter, enter + away * band, *rc::gen::arbitrary<bool>(), {}};
    if (*rc::gen::arbitrary<bool>()) rule.threshold->extreme = enter - away * *rc::gen::inRange(0, 4) / 8.0;
    rule.persist_releases = *rc::gen::inRange(0U, 4U);
    rule.persist_for = any_days();
    rule.keep_firing_for = any_days();
    rule.quiet_after_clear = any_days();
    rule.crossings_only = *rc::gen::arbitrary<bool>();
    return rule;
}

inline Period any_year() { return parse_period(std::to_string(*rc::gen::inRange(2000, 2010))).value(); }

/// Missing in one case of four.
inline AlertSample any_sample(bool counts_periods)
{
    AlertSample sample;
    sample.counts_periods = counts_periods;
    if (counts_periods) sample.period = any_year();
    if (*rc::gen::inRange(0, 4) > 0) sample.value = *rc::gen::inRange(0, 10) / 8.0;
    if (sample.value && *rc::gen::inRange(0, 4) == 0) sample.far_end = *rc::gen::inRange(0, 10) / 8.0;
    sample.may_alert = *rc::gen::inRange(0, 5) > 0;
    return sample;
}

inline std::vector<AlertSample> any_samples(const AlertRule& rule)
{
    const bool counts_periods = *rc::gen::arbitrary<bool>();
    const auto length = *rc::gen::inRange(0, 40);
    std::vector<AlertSample> all;
    for (int i = 0; i < length; ++i) {
        AlertSample sample = any_sample(counts_periods);
        sample.instance = rule.name;
        all.push_back(std::move(sample));
    }
    return all;
}

inline Timestamp any_time()
{
    const std::int64_t day = *rc::gen::inRange(-1000, 40000);
    const std::int64_t milliseconds = *rc::gen::inRange(0, 86'400'000);
    return Timestamp{std::chrono::days{day} + Duration{milliseconds}};
}

inline AlertPhase any_phase(bool may_be_held)
{
    const auto phase = *rc::gen::element(AlertPhase::ok, AlertPhase::pending, AlertPhase::firing, AlertPhase::clearing,
                                         AlertPhase::held, AlertPhase::unknown);
    return may_be_held || phase < AlertPhase::held ? phase : AlertPhase::ok;
}

inline AlertInstance any_instance()
{
    AlertInstance instance;
    instance.phase = any_phase(true);
    instance.held_phase = any_phase(false);
    for (auto* time : {&instance.since, &instance.held_since, &instance.beyond_since, &instance.inside_since,
                       &instance.cleared_at}) {
        if (*rc::gen::arbitrary<bool>()) *time = any_time();
    }
    instance.releases_beyond = *rc::gen::arbitrary<std::uint32_t>();
    if (*rc::gen::arbitrary<bool>()) {
        instance.last_period = parse_period(
            *rc::gen::element<std::string>("2024", "2024-Q3", "2025-FQ1", "2024-07", "2021-2024", "2024-01/2024-10"));
    }
    if (*rc::gen::arbitrary<bool>()) instance.last_value = *rc::gen::arbitrary<double>();
    instance.armed = *rc::gen::arbitrary<bool>();
    instance.seen_ok = *rc::gen::arbitrary<bool>();
    return instance;
}

inline AlertStates any_states()
{
    AlertStates states;
    const auto count = *rc::gen::inRange(0, 6);
    for (int i = 0; i < count; ++i) {
        states[{*rc::gen::arbitrary<std::string>(), *rc::gen::arbitrary<std::string>()}] = any_instance();
    }
    return states;
}

}  // namespace entangled::trace
