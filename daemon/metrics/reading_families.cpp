#include "daemon/metrics/cycle_families.hpp"
#include "daemon/metrics/family_builder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace entangled {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A policy is one reading and has its own name; every other kind is told apart by the id of the reading.
constexpr std::string_view named_by_its_labels = "policy_end";

bool is_exportable(double value) noexcept { return std::isfinite(value) || value == infinity; }

/// Whether every number of the reading is one. A defect in one kind must cost one reading, not the page.
bool is_sound(const Reading& reading) noexcept
{
    const bool bounds_sound =
        !reading.bounds || (!std::isnan(reading.bounds->lower) && is_exportable(reading.bounds->upper));
    return is_exportable(reading.value.value_or(0)) && bounds_sound && std::isfinite(reading.coverage.value_or(0));
}

/// The families of one kind.
class KindFamilies {
  public:
    explicit KindFamilies(const IndicatorKind& kind)
        : kind_(&kind),
          value_(make({}, std::string{kind.help})),
          lower_(make("_lower", fmt::format("Lower bound of: {}", kind.help))),
          upper_(make("_upper", fmt::format("Upper bound of: {}", kind.help))),
          state_(make_state())
    {
    }

    void add(const PlannedReading& planned, const Reading& reading)
    {
        const std::vector<std::string> labels = labels_of(planned);
        if (reading.state == ReadingState::ok) {
            if (reading.value) value_.samples.push_back({labels, *reading.value});
            // No lower bound is what minus infinity says.
            if (reading.bounds && reading.bounds->lower != -infinity) {
                lower_.samples.push_back({labels, reading.bounds->lower});
            }
            if (reading.bounds) upper_.samples.push_back({labels, reading.bounds->upper});
        }
        add_states(state_, labels, kind_->answers, reading.answer);
    }

    void move_to(std::vector<MetricFamily>& families)
    {
        for (MetricFamily* family : {&value_, &lower_, &upper_, &state_}) families.push_back(std::move(*family));
    }

  private:
    const IndicatorKind* kind_;
    MetricFamily value_;
    MetricFamily lower_;
    MetricFamily upper_;
    MetricFamily state_;

    [[nodiscard]] std::vector<std::string> label_names() const
    {
        std::vector<std::string> names;
        if (kind_->name != named_by_its_labels) names.emplace_back("reading");
        names.insert(names.end(), kind_->labels.begin(), kind_->labels.end());
        return names;
    }

    [[nodiscard]] MetricFamily make(std::string_view suffix, const std::string& help) const
    {
        const std::string base = fmt::format("{}{}", kind_->name, suffix);
        return make_family(MetricType::gauge, {base, kind_->unit, help}, label_names());
    }

    [[nodiscard]] MetricFamily make_state() const
    {
        const bool is_policy = kind_->name == named_by_its_labels;
        const std::string base = is_policy ? "policy_state" : fmt::format("{}_state", kind_->name);
        const std::string help = fmt::format("1 for the present answer of {}, one of {}, and 0 for the others.",
                                             kind_->name, fmt::join(kind_->answers, ", "));
        std::vector<std::string> names = label_names();
        names.emplace_back("state");
        return make_family(MetricType::stateset, {base, {}, help}, std::move(names));
    }

    [[nodiscard]] std::vector<std::string> labels_of(const PlannedReading& planned) const
    {
        std::vector<std::string> values;
        values.reserve(kind_->labels.size() + 2);
        if (kind_->name != named_by_its_labels) values.push_back(planned.id);
        for (const std::string_view name : kind_->labels) {
            const auto label = std::find_if(planned.body.labels.begin(), planned.body.labels.end(),
                                            [name](const auto& pair) { return pair.first == name; });
            values.push_back(label == planned.body.labels.end() ? std::string{} : label->second);
        }
        return values;
    }
};

/// What is exported of every reading, whatever its kind.
class CompanionFamilies {
  public:
    void add(const PlannedReading& planned, const Reading& reading)
    {
        add_states(state_, {planned.id, std::string{planned.kind->name}}, states_, to_string(reading.state));
        if (reading.state != ReadingState::ok && reading.reason) {
            reason_.samples.push_back({{planned.id, std::string{to_string(reading.reason->code)}}, 1});
        }
        if (reading.state == ReadingState::ok && !reading.periods.empty()) {
            periods_.samples.push_back({{planned.id}, static_cast<double>(reading.periods.size())});
        }
        if (reading.coverage) coverage_.samples.push_back({{planned.id}, *reading.coverage});
        if (reading.newest) add_time(newest_, {planned.id}, *reading.newest);
        if (reading.oldest) add_time(oldest_, {planned.id}, *reading.oldest);
    }

    void move_to(std::vector<MetricFamily>& families)
    {
        for (MetricFamily* family : {&state_, &reason_, &coverage_, &periods_, &newest_, &oldest_}) {
            families.push_back(std::move(*family));
        }
    }

  private:
    std::array<std::string_view, 4> states_{to_string(ReadingState::ok), to_string(ReadingState::insufficient),
                                            to_string(ReadingState::not_configured), to_string(ReadingState::unknown)};
    MetricFamily state_ = make_family(
        MetricType::stateset,
        {"reading_state", {}, "1 for the present state of a reading and 0 for the others; only ok has a value."},
        {"reading", "indicator", "state"});
    MetricFamily reason_ = make_family(
        MetricType::gauge,
        {"reading_unknown_reason", {}, "1 for the reason why a reading has no value; absent while it has one."},
        {"reading", "reason"});
    MetricFamily coverage_ = make_family(
        MetricType::gauge,
        {"reading_coverage", "ratio", "Part of the input of a reading that could be used, from 0 to 1."}, {"reading"});
    MetricFamily periods_ = make_family(
        MetricType::gauge,
        {"reading_periods", {}, "Number of periods behind a trend, 1 or more; absent for what is no trend."},
        {"reading"});
    MetricFamily newest_ = make_family(MetricType::gauge,
                                       {"reading_newest_observation", "timestamp_seconds",
                                        "End of the newest period, or date of the newest record, behind a reading."},
                                       {"reading"});
    MetricFamily oldest_ = make_family(MetricType::gauge,
                                       {"reading_oldest_observation", "timestamp_seconds",
                                        "End of the oldest period, or date of the oldest record, behind a reading."},
                                       {"reading"});
};

}  // namespace

std::vector<MetricFamily> kind_families(const IndicatorKind& kind)
{
    std::vector<MetricFamily> families;
    KindFamilies{kind}.move_to(families);
    if (kind.answers.empty()) families.pop_back();
    return families;
}

std::vector<MetricFamily> reading_families(const Cycle& cycle)
{
    const Reading broken = missing(Errc::internal_error, {});
    std::map<std::string_view, KindFamilies> kinds;
    CompanionFamilies companions;
    for (std::size_t i = 0; i < cycle.readings.size(); ++i) {
        const PlannedReading& planned = cycle.plan->readings[i];
        const Reading& computed = cycle.readings[i]->reading;
        const Reading& reading = is_sound(computed) ? computed : broken;
        kinds.try_emplace(planned.kind->name, *planned.kind).first->second.add(planned, reading);
        companions.add(planned, reading);
    }
    std::vector<MetricFamily> families;
    for (auto& [name, kind] : kinds) kind.move_to(families);
    companions.move_to(families);
    return families;
}

}  // namespace entangled
