#include "daemon/report/history_rows.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <string_view>

#include "daemon/report/clean_text.hpp"
#include "daemon/report/exact_text.hpp"
#include "daemon/report/screen.hpp"

namespace entangled::report {
namespace {

enum class Column : std::uint8_t {
    time,
    record,
    id,
    instance,
    kind,
    state,
    before,
    value,
    lower,
    upper,
    unit,
    answer,
    reason,
    detail,
    period,
    newest,
    age_days,
    n,
    coverage
};

struct ColumnText {
    std::string_view name;
    bool is_number{};
};

constexpr std::array<ColumnText, 19> columns{{{"time"},
                                              {"record"},
                                              {"id"},
                                              {"instance"},
                                              {"kind"},
                                              {"state"},
                                              {"before"},
                                              {"value", true},
                                              {"lower", true},
                                              {"upper", true},
                                              {"unit"},
                                              {"answer"},
                                              {"reason"},
                                              {"detail"},
                                              {"period"},
                                              {"newest"},
                                              {"age_days", true},
                                              {"n", true},
                                              {"coverage", true}}};

/// Fields by column; an empty one is not known.
class Row {
  public:
    Row& set(Column column, std::string text)
    {
        fields_[static_cast<std::size_t>(column)] = std::move(text);
        return *this;
    }

    [[nodiscard]] std::string text(HistoryFormat format) const { return format == HistoryFormat::csv ? csv() : json(); }

  private:
    [[nodiscard]] std::string csv() const
    {
        std::string line;
        for (const auto& field : fields_) line += (line.empty() ? "" : ",") + csv_field(field);
        return line + "\r\n";
    }

    [[nodiscard]] std::string json() const
    {
        std::string line;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            line += fmt::format("{}\"{}\":", i == 0 ? "{" : ",", columns[i].name);
            if (fields_[i].empty()) {
                line += "null";
            } else {
                line += columns[i].is_number ? fields_[i] : json_string(fields_[i]);
            }
        }
        return line + "}\n";
    }

    std::array<std::string, columns.size()> fields_;
};

std::string age_of(const std::optional<Timestamp>& newest, Timestamp time)
{
    return newest ? std::to_string(std::chrono::floor<std::chrono::days>(time - *newest).count()) : std::string{};
}

Row row_of(const PlannedReading& planned, const Reading& reading, Timestamp time)
{
    Row row;
    row.set(Column::time, format_time(time)).set(Column::record, "reading").set(Column::id, planned.id);
    row.set(Column::kind, std::string(planned.kind->name)).set(Column::state, std::string(to_string(reading.state)));
    row.set(Column::value, exact_number(reading.value)).set(Column::unit, std::string(planned.kind->unit));
    if (reading.bounds) {
        row.set(Column::lower, exact_number(reading.bounds->lower));
        row.set(Column::upper, exact_number(reading.bounds->upper));
    }
    row.set(Column::answer, reading.answer);
    if (reading.reason) {
        row.set(Column::reason, std::string(to_string(reading.reason->code)));
        row.set(Column::detail, reading.reason->detail);
    }
    if (reading.period) row.set(Column::period, format_period(*reading.period));
    row.set(Column::newest, exact_time(reading.newest)).set(Column::age_days, age_of(reading.newest, time));
    if (reading.state == ReadingState::ok) row.set(Column::n, std::to_string(reading.n));
    return row.set(Column::coverage, exact_number(reading.coverage));
}

Row row_of(const Plan& plan, const AlertEvent& event, Timestamp time)
{
    Row row;
    row.set(Column::time, format_time(time)).set(Column::record, "alert").set(Column::id, event.key.alert);
    row.set(Column::instance, event.key.instance).set(Column::state, std::string(to_string(event.to)));
    row.set(Column::before, std::string(to_string(event.from))).set(Column::value, exact_number(event.value));
    const auto rule = std::find_if(plan.alerts.begin(), plan.alerts.end(),
                                   [&](const AlertRule& one) { return one.name == event.key.alert; });
    if (event.value && rule != plan.alerts.end()) row.set(Column::unit, judged_unit(plan, *rule, event.key.instance));
    return row;
}

}  // namespace

std::string history_header(HistoryFormat format)
{
    if (format != HistoryFormat::csv) return {};
    std::string line;
    for (const auto& column : columns) line += fmt::format("{}{}", line.empty() ? "" : ",", column.name);
    return line + "\r\n";
}

std::string history_rows(const Cycle& cycle, std::span<const AlertEvent> changes, HistoryFormat format)
{
    std::string text;
    for (std::size_t i = 0; i < cycle.readings.size(); ++i) {
        text += row_of(cycle.plan->readings[i], cycle.readings[i]->reading, cycle.at).text(format);
    }
    for (const auto& event : changes) text += row_of(*cycle.plan, event, cycle.at).text(format);
    return text;
}

}  // namespace entangled::report
