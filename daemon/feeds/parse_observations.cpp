#include <fmt/format.h>

#include "daemon/feeds/measured.hpp"
#include "daemon/feeds/reader.hpp"
#include "daemon/feeds/unmapped.hpp"

namespace entangled {
namespace {

using Damage = std::map<std::pair<std::string, std::string>, std::string>;

struct ObservationColumns {
    explicit ObservationColumns(const FeedColumns& c)
        : table(c["table"]),
          release(c["release"]),
          known_at(c["known_at"]),
          complete(c["complete"]),
          measure(c["measure"]),
          good(c["good"]),
          tier(c["tier"]),
          origin(c["origin"]),
          destination(c["destination"]),
          definition(c["definition"]),
          period(c["period"]),
          flags(c["flags"]),
          source(c["source"]),
          url(c["url"]),
          measured{c["value"], c["lower"], c["upper"], c["unit"]}
    {
    }
    const FeedColumn &table, &release, &known_at, &complete, &measure, &good, &tier, &origin, &destination, &definition,
        &period, &flags, &source, &url;
    MeasuredColumns measured;
};

std::string table_of(std::string_view named, const SeriesKey& key)
{
    return named.empty() ? fmt::format("{}.{}.{}", key.definition, key.good, key.tier) : std::string{named};
}

void check_period(FeedRow& row, const FeedColumn& column, const ObservationRow& read)
{
    if (has_flag(read.flags, Flag::forecast) || Timestamp{read.period.start} <= read.known_at) return;
    row.fail(RejectReason::future_period, column,
             fmt::format("period {} begins after {}, the day it became known; flag it forecast or correct known_at",
                         format_period(read.period), format_date(read.known_at)));
}

ObservationRow read_observation(FeedRow& row, const ObservationColumns& c)
{
    ObservationRow read;
    read.line = row.line();
    read.release = row.name(c.release);
    read.known_at = row.start_of_day(c.known_at);
    read.complete = row.yes(c.complete);
    const auto measure = read_measure(row, c.measure);
    read.key.measure = measure.value_or(Measure{});
    read.key.good = row.good(c.good);
    read.key.tier = row.name(c.tier);
    read.key.origin = row.economy(c.origin);
    read.key.destination = row.economy(c.destination);
    read.key.definition = row.definition(c.definition);
    read.table = table_of(row.name(c.table), read.key);
    const auto period = row.period(c.period);
    read.period = period.value_or(Period{});
    read.flags = row.flags(c.flags);
    read.source = {std::string{row.text(c.source)}, std::string{row.text(c.url)}};
    if (!measure) return read;
    const auto measured = read_measured(row, c.measured, *measure, read.flags);
    read.value = measured.value;
    if (measured.lower && measured.upper) read.bounds = Interval{*measured.lower, *measured.upper};
    if (!row.fault()) check_period(row, c.period, read);
    return read;
}

// The release a rejected row would have stood in; ("", ""), which is every release, if that cannot be told.
std::pair<std::string, std::string> damaged_release(const FeedRow& row, const ObservationColumns& c)
{
    const std::string release{row.text(c.release)};
    const std::string_view table = row.text(c.table);
    if (release.empty() || !row.intact(c.release) || !row.intact(c.table)) return {};
    if (!table.empty()) return {std::string{table}, release};
    SeriesKey key;
    key.definition = row.text(c.definition);
    key.good = row.text(c.good);
    key.tier = row.text(c.tier);
    const bool whole = row.intact(c.definition) && row.intact(c.good) && row.intact(c.tier);
    if (!whole || !row.codes().goods.contains(key.good) || row.codes().definition(key.definition) == nullptr) return {};
    return {table_of({}, key), release};
}

void reject_row(FeedReader& reader, const FeedRow& row, const ObservationColumns& columns, Damage& damage)
{
    const Rejection& fault = *row.fault();
    damage.try_emplace(damaged_release(row, columns), fmt::format("line {}: {}", fault.line, to_string(fault.reason)));
    reader.reject(fault);
}

RejectReason reason_of(const RowConflict& conflict)
{
    for (const auto reason :
         {RejectReason::duplicate, RejectReason::release_mismatch, RejectReason::series_in_two_tables}) {
        if (conflict.reason == to_string(reason)) return reason;
    }
    return RejectReason::conflicting_duplicate;
}

}  // namespace

void parse_observations(FeedReader& reader)
{
    const ObservationColumns columns{reader.columns};
    std::vector<ObservationRow> rows;
    std::vector<ObservationRow> unmapped;
    Damage damage;
    for_each_row(reader, [&](FeedRow& row) {
        ObservationRow read = read_observation(row, columns);
        if (row.only_unmapped()) unmapped.push_back(read);
        if (row.fault()) {
            reject_row(reader, row, columns, damage);
        } else {
            rows.push_back(std::move(read));
        }
    });
    reader.parsed.unmapped_rows = unmapped.size();
    reader.parsed.unmapped_share = largest_unmapped_share(rows, unmapped);
    Assembly assembly = assemble(std::move(rows), damage);
    for (auto& conflict : assembly.conflicts) {
        reader.reject({reason_of(conflict), conflict.line, 1, std::move(conflict.detail)});
    }
    reader.contents = std::move(assembly.contents);
    reader.parsed.accepted = assembly.accepted;
}

}  // namespace entangled
