#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "daemon/config/alert_section.hpp"
#include "daemon/config/nearest_name.hpp"

namespace entangled {
namespace {

constexpr std::array<FeedState, 7> feed_states{FeedState::ok,      FeedState::stale_fetch, FeedState::stale_content,
                                               FeedState::partial, FeedState::error,       FeedState::not_configured,
                                               FeedState::quiet};
constexpr std::string_view kind_prefix = "kind:";
constexpr std::string_view point_in_time = "timestamp_seconds";

bool watches_feeds(AlertCondition condition) noexcept
{
    return condition == AlertCondition::feed_state || condition == AlertCondition::feed_revision;
}

void add_once(std::vector<std::string>& list, const std::string& id)
{
    if (std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
}

// Why readings of the kind cannot be watched by the condition; empty if they can.
std::string unfit(AlertCondition condition, const IndicatorKind& kind)
{
    const bool is_time = kind.unit == point_in_time;
    if (condition == AlertCondition::value && is_time) {
        return fmt::format("{} is a point in time; watch it with on = \"days_until\"", kind.name);
    }
    if (condition == AlertCondition::days_until && !is_time) {
        return fmt::format("{} is not a point in time; watch it with on = \"value\"", kind.name);
    }
    if (condition == AlertCondition::answer && kind.answers.empty()) {
        return fmt::format("{} gives a value and no answer; watch it with on = \"value\"", kind.name);
    }
    return {};
}

// Turns the entries of `readings` into ids, one entry at a time.
class ReadingInstances {
  public:
    ReadingInstances(TableReader& reader, const AlertTargets& targets, AlertRule& rule)
        : reader_(reader), targets_(targets), rule_(rule)
    {
    }

    void add(const std::string& entry, const Place& at)
    {
        if (entry == "*") {
            add_all_that_fit();
        } else if (entry.starts_with(kind_prefix)) {
            add_kind(std::string_view(entry).substr(kind_prefix.size()), at);
        } else {
            add_reading(entry, at);
        }
    }

    /// Kinds of the instances, each once.
    [[nodiscard]] const std::vector<const IndicatorKind*>& kinds() const noexcept { return kinds_; }

  private:
    void take(const DeclaredReading& reading)
    {
        add_once(rule_.readings, reading.id);
        if (std::find(kinds_.begin(), kinds_.end(), reading.kind) == kinds_.end()) kinds_.push_back(reading.kind);
    }

    [[nodiscard]] bool gives_a_state(const IndicatorKind& kind) const
    {
        return std::any_of(kind.answers.begin(), kind.answers.end(), [&](std::string_view answer) {
            return std::find(rule_.states.begin(), rule_.states.end(), answer) != rule_.states.end();
        });
    }

    void add_all_that_fit()
    {
        for (const auto& reading : targets_.readings) {
            if (!reading.kind || !unfit(rule_.condition, *reading.kind).empty()) continue;
            if (rule_.condition != AlertCondition::answer || gives_a_state(*reading.kind)) take(reading);
        }
    }

    void add_kind(std::string_view name, const Place& at)
    {
        const auto* kind = find_indicator_kind(name);
        if (!kind) {
            return reader_.error(at, fmt::format("unknown kind {}{}", in_quotes(name), kind_hint(name)));
        }
        if (const auto why = unfit(rule_.condition, *kind); !why.empty()) return reader_.error(at, why);
        for (const auto& reading : targets_.readings) {
            if (reading.kind == kind) take(reading);
        }
    }

    void add_reading(const std::string& id, const Place& at)
    {
        const auto found = std::find_if(targets_.readings.begin(), targets_.readings.end(),
                                        [&](const DeclaredReading& reading) { return reading.id == id; });
        if (found == targets_.readings.end()) {
            std::vector<std::string_view> names;
            for (const auto& reading : targets_.readings) names.push_back(reading.id);
            if (targets_.complete) {
                reader_.error(at, fmt::format("unknown reading {}{}", in_quotes(id), name_hint(id, names)));
            }
            return;
        }
        if (!found->kind) return;
        if (const auto why = unfit(rule_.condition, *found->kind); !why.empty()) {
            return reader_.error(at, fmt::format("reading {} does not fit: {}", in_quotes(id), why));
        }
        take(*found);
    }

    TableReader& reader_;
    const AlertTargets& targets_;
    AlertRule& rule_;
    std::vector<const IndicatorKind*> kinds_;
};

void check_answers(TableReader& reader, const AlertRule& rule, std::span<const IndicatorKind* const> kinds)
{
    for (std::size_t i = 0; i < rule.states.size(); ++i) {
        const auto& state = rule.states[i];
        for (const auto* kind : kinds) {
            if (std::find(kind->answers.begin(), kind->answers.end(), state) != kind->answers.end()) continue;
            reader.error(reader.item_place("states", i), fmt::format("{} is not an answer of {}{}", in_quotes(state),
                                                                     kind->name, name_hint(state, kind->answers)));
        }
    }
}

void check_feed_states(TableReader& reader, const AlertRule& rule)
{
    std::vector<std::string_view> names;
    for (const auto state : feed_states) names.push_back(to_string(state));
    for (std::size_t i = 0; i < rule.states.size(); ++i) {
        const auto& state = rule.states[i];
        if (std::find(names.begin(), names.end(), state) != names.end()) continue;
        reader.error(reader.item_place("states", i),
                     fmt::format("{} is not a state of a feed{}", in_quotes(state), name_hint(state, names)));
    }
}

std::vector<std::string> read_entries(TableReader& reader, std::string_view key, std::string_view why)
{
    reader.require(key, why);
    auto entries = reader.list(key);
    if (entries && entries->empty()) reader.error(key, fmt::format("'{}' must not be empty", key));
    return entries.value_or(std::vector<std::string>{});
}

void read_readings_of_alert(TableReader& reader, const AlertTargets& targets, AlertRule& rule)
{
    refuse_keys(reader, rule.condition, {"feeds"});
    const auto entries = read_entries(reader, "readings", "ids of readings, \"kind:NAME\" or \"*\"");
    ReadingInstances instances(reader, targets, rule);
    const std::size_t before = reader.problems().error_count();
    for (std::size_t i = 0; i < entries.size(); ++i) instances.add(entries[i], reader.item_place("readings", i));
    if (rule.condition == AlertCondition::answer) check_answers(reader, rule, instances.kinds());
    const bool vain = rule.readings.empty() && !entries.empty() && reader.problems().error_count() == before;
    if (vain && targets.complete) reader.warning("readings", "no reading fits, so the alert watches nothing");
}

void read_feeds_of_alert(TableReader& reader, const AlertTargets& targets, AlertRule& rule)
{
    refuse_keys(reader, rule.condition, {"readings"});
    const auto entries = read_entries(reader, "feeds", "ids of feeds or \"*\"");
    const std::vector<std::string_view> known(targets.feeds.begin(), targets.feeds.end());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i] == "*") {
            for (const auto& feed : targets.feeds) add_once(rule.feeds, feed);
        } else if (std::find(known.begin(), known.end(), entries[i]) != known.end()) {
            add_once(rule.feeds, entries[i]);
        } else if (targets.complete) {
            reader.error(reader.item_place("feeds", i),
                         fmt::format("unknown feed {}{}", in_quotes(entries[i]), name_hint(entries[i], known)));
        }
    }
    if (rule.condition == AlertCondition::feed_state) check_feed_states(reader, rule);
}

}  // namespace

void read_alert_instances(TableReader& reader, const AlertTargets& targets, AlertRule& rule)
{
    const bool has_states = rule.condition == AlertCondition::answer || rule.condition == AlertCondition::feed_state;
    if (has_states) {
        rule.states = read_entries(reader, "states", "the states in which the alert fires");
    } else {
        refuse_keys(reader, rule.condition, {"states"});
    }
    if (watches_feeds(rule.condition)) {
        read_feeds_of_alert(reader, targets, rule);
    } else {
        read_readings_of_alert(reader, targets, rule);
    }
}

}  // namespace entangled
