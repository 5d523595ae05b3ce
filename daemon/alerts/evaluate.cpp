#include "daemon/alerts/evaluate.hpp"

#include <algorithm>

#include "daemon/alerts/revision.hpp"

namespace entangled {
namespace {

constexpr double seconds_per_day = 86400.0;

bool is_listed(const std::vector<std::string>& states, std::string_view state)
{
    return std::find(states.begin(), states.end(), state) != states.end();
}

/// What is certain of a reading: its value, else the end of its bounds that is far from firing.
void take_value(AlertSample& sample, const AlertRule& rule, const Reading& reading)
{
    if (reading.state != ReadingState::ok || !rule.threshold) return;
    if (reading.value) {
        sample.value = *reading.value;
    } else if (reading.bounds) {
        const bool above = rule.threshold->side == Side::above;
        sample.value = above ? reading.bounds->lower : reading.bounds->upper;
        sample.far_end = above ? reading.bounds->upper : reading.bounds->lower;
    }
}

void take_days_until(AlertSample& sample, const AlertRule& rule, const Reading& reading, Timestamp now)
{
    take_value(sample, rule, reading);
    for (auto* end : {&sample.value, &sample.far_end}) {
        if (*end) *end = (**end - unix_seconds(now)) / seconds_per_day;
    }
    // What has ended no longer ends within anything: that it has no outcome is another alert.
    if (sample.value && *sample.value < 0.0) {
        sample.value.reset();
        sample.far_end.reset();
        sample.matches = false;
    }
    sample.counts_periods = false;
}

void take_answer(AlertSample& sample, const AlertRule& rule, const Reading& reading)
{
    if (reading.answer.empty()) return;
    sample.matches = is_listed(rule.states, reading.answer);
    sample.may_clear = reading.state == ReadingState::ok;
}

/// A reading that is insufficient or not configured is neither lost nor there.
void take_loss(AlertSample& sample, const Reading& reading)
{
    if (reading.state == ReadingState::ok) sample.matches = false;
    if (reading.state == ReadingState::unknown) sample.matches = true;
    sample.counts_periods = false;
    sample.may_alert = true;
}

void take_feed(AlertSample& sample, const AlertRule& rule, const Feed& feed, Timestamp now)
{
    if (rule.condition == AlertCondition::feed_state) {
        sample.matches = is_listed(rule.states, to_string(feed.status.state));
    } else {
        sample.value = largest_revision_within(feed, now, rule.revision_window);
    }
}

bool watches_feeds(const AlertRule& rule)
{
    return rule.condition == AlertCondition::feed_state || rule.condition == AlertCondition::feed_revision;
}

AlertSample feed_sample(const AlertRule& rule, std::string_view id, const AlertInputs& inputs, Timestamp now)
{
    AlertSample sample;
    sample.instance = id;
    const auto feed = std::find_if(inputs.feeds.begin(), inputs.feeds.end(), [&](const Feed& f) { return f.id == id; });
    if (feed != inputs.feeds.end()) take_feed(sample, rule, *feed, now);
    return sample;
}

AlertSample reading_sample(const AlertRule& rule, std::string_view id, const AlertInputs& inputs, Timestamp now)
{
    AlertSample sample;
    sample.instance = id;
    const Reading* reading = inputs.reading(id);
    if (reading == nullptr) return sample;
    sample.period = reading->period;
    sample.counts_periods = inputs.counts_periods(id);
    sample.may_alert = reading->may_alert;
    switch (rule.condition) {
        case AlertCondition::value: take_value(sample, rule, *reading); break;
        case AlertCondition::days_until: take_days_until(sample, rule, *reading, now); break;
        case AlertCondition::answer: take_answer(sample, rule, *reading); break;
        case AlertCondition::reading_lost: take_loss(sample, *reading); break;
        case AlertCondition::feed_state:
        case AlertCondition::feed_revision: break;
    }
    return sample;
}

const AlertInstance* find(const AlertStates& states, const AlertKey& key)
{
    const auto found = states.find(key);
    return found == states.end() ? nullptr : &found->second;
}

std::vector<AlertEvent> changes(const AlertStates& last, const AlertStates& next)
{
    std::vector<AlertEvent> events;
    for (const auto& [key, instance] : next) {
        const AlertInstance* before = find(last, key);
        const AlertPhase from = before != nullptr ? before->phase : AlertPhase::unknown;
        if (from == instance.phase) continue;
        const bool without_value = instance.phase == AlertPhase::held || instance.phase == AlertPhase::unknown;
        events.push_back({key, from, instance.phase, without_value ? std::nullopt : instance.last_value});
    }
    return events;
}

}  // namespace

AlertSample sample_of(const AlertRule& rule, std::string_view instance, const AlertInputs& inputs, Timestamp now)
{
    return watches_feeds(rule) ? feed_sample(rule, instance, inputs, now) : reading_sample(rule, instance, inputs, now);
}

AlertStep evaluate_alerts(std::span<const AlertRule> rules, const AlertInputs& inputs, const AlertStates& last,
                          Timestamp now)
{
    AlertStep step;
    for (const AlertRule& rule : rules) {
        for (const std::string& instance : watches_feeds(rule) ? rule.feeds : rule.readings) {
            AlertKey key{rule.name, instance};
            const AlertInstance* before = find(last, key);
            const auto known = before != nullptr ? std::optional(*before) : std::nullopt;
            step.next.insert_or_assign(std::move(key),
                                       advance(rule, known, sample_of(rule, instance, inputs, now), now));
        }
    }
    step.events = changes(last, step.next);
    return step;
}

bool is_news(const AlertEvent& event, const AlertStates& before)
{
    return event.to != AlertPhase::ok || before.contains(event.key);
}

}  // namespace entangled
