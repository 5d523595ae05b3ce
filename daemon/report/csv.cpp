#include "daemon/report/csv.hpp"

#include <fmt/format.h>

#include "daemon/report/clean_text.hpp"
#include "daemon/report/exact_text.hpp"

namespace entangled::report {
namespace {

constexpr std::string_view header =
    "as_of,id,group,kind,subject,state,reason_code,reason_detail,value,lower,upper,unit,answer,period,newest,oldest,"
    "evaluated_at,n,coverage,p_value,may_alert,labels,notes\r\n";

std::string labels_of(const Labels& labels)
{
    std::vector<std::string> pairs;
    for (const auto& [name, value] : labels) pairs.push_back(name + '=' + value);
    return fmt::format("{}", fmt::join(pairs, ";"));
}

std::string record_of(const ReadingRow& row, std::string_view group, Timestamp as_of)
{
    const Reading& reading = row.reading;
    const auto& bounds = reading.bounds;
    const std::vector<std::string> fields{format_time(as_of),
                                          row.id,
                                          std::string(group),
                                          row.kind,
                                          row.subject,
                                          std::string(to_string(reading.state)),
                                          reading.reason ? std::string(to_string(reading.reason->code)) : std::string{},
                                          reading.reason ? reading.reason->detail : std::string{},
                                          exact_number(reading.value),
                                          bounds ? exact_number(bounds->lower) : std::string{},
                                          bounds ? exact_number(bounds->upper) : std::string{},
                                          row.unit,
                                          reading.answer,
                                          reading.period ? format_period(*reading.period) : std::string{},
                                          exact_time(reading.newest),
                                          exact_time(reading.oldest),
                                          exact_time(reading.evaluated_at),
                                          reading.state == ReadingState::ok ? std::to_string(reading.n) : std::string{},
                                          exact_number(reading.coverage),
                                          exact_number(reading.p_value),
                                          reading.may_alert ? "true" : "false",
                                          labels_of(row.labels),
                                          fmt::format("{}", fmt::join(reading.notes, " | "))};
    std::string record;
    for (const auto& field : fields) record += (record.empty() ? "" : ",") + csv_field(field);
    return record + "\r\n";
}

}  // namespace

std::string readings_csv(const Screen& screen)
{
    std::string text(header);
    for (const auto& group : screen.groups) {
        for (const auto& row : group.rows) text += record_of(row, group.name, screen.as_of);
    }
    return text;
}

}  // namespace entangled::report
