#include <algorithm>

#include "daemon/feeds/measured.hpp"
#include "daemon/feeds/record_set.hpp"

namespace entangled {
namespace {

void check_year(FeedRow& row, const FeedColumn& column)
{
    const std::string_view raw = row.text(column);
    const bool year =
        raw.size() == 4 && std::all_of(raw.begin(), raw.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (raw.empty() || year) return;
    row.fail(RejectReason::bad_date, column, fmt::format("{} {} is no year; write YYYY", column.name, shown(raw)));
}

Project read_project(FeedRow& row, const FeedColumns& columns)
{
    Project project;
    static_cast<RecordHead&>(project) = read_head(row, columns);
    project.project = row.text(columns["project"]);
    project.economies = row.economies(columns["economies"], false);
    project.good = row.good(columns["good"]);
    project.tier = row.name(columns["tier"]);
    project.status = row.name(columns["status"]);
    if (!row.text(columns["capacity"]).empty()) {
        project.capacity_t_per_year = read_amount(row, columns["capacity"], columns["unit"], Measure::capacity);
    }
    check_year(row, columns["start_year"]);
    return project;
}

}  // namespace

void parse_projects(FeedReader& reader)
{
    reader.contents.projects =
        read_records<Project>(reader, [&](FeedRow& row) { return read_project(row, reader.columns); });
}

}  // namespace entangled
