#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/dashboard/table.hpp"
#include "daemon/engine/plan.hpp"

namespace entangled::dashboard {

/// A kind of indicator and those of its readings that are shown together.
struct KindReadings {
    const IndicatorKind* kind{};
    std::vector<const PlannedReading*> readings;
};

/// The configured readings by kind, in the order of the plan.
[[nodiscard]] std::vector<KindReadings> kinds_of(const Plan& plan);
/// Those of one group of registry.def.
[[nodiscard]] std::vector<KindReadings> kinds_of(const Plan& plan, std::string_view group);
/// A ratio that lies between 0 and 1 by definition.
[[nodiscard]] bool is_share(const IndicatorKind& kind) noexcept;
/// A date with a policy of its own.
[[nodiscard]] bool is_policy(const IndicatorKind& kind) noexcept;

/// What a kind is called on the screen: `Supply share`.
[[nodiscard]] std::string heading(const IndicatorKind& kind);
/// What it says, its formula, source and limitation, in Markdown.
[[nodiscard]] std::string description(const IndicatorKind& kind);

/// The same, and what the columns of time are.
[[nodiscard]] std::string table_description(const IndicatorKind& kind);

/// Ids of readings as a regular expression.
[[nodiscard]] std::string ids_of(const KindReadings& some);
/// One row for each reading, named by what it says.
[[nodiscard]] Key key_of(const KindReadings& some);
/// The values of a kind while there are any; `suffix` is empty, `_lower` or `_upper`.
[[nodiscard]] std::string values_of(const KindReadings& some, std::string_view suffix);

/// Columns that every table of readings ends with: newest input, and `ok` or the reason why there is no value.
void add_origin(std::vector<Column>& columns, const KindReadings& some);
/// The last day, in milliseconds, of what a family of times says of readings that have a value: the end of a period is
/// the first instant after it, the date of a record is that day.
[[nodiscard]] std::string last_day_of(const KindReadings& some, std::string_view base);
/// The states of a reading and the reasons for having no value.
[[nodiscard]] std::vector<Choice> reading_states();
/// The answers of a kind with colours that praise none of them.
[[nodiscard]] std::vector<Choice> answers_of(const IndicatorKind& kind);

/// The course of the values of a kind, with the thresholds of the alerts on them.
[[nodiscard]] Panel course(const Plan& plan, const KindReadings& some);

}  // namespace entangled::dashboard
