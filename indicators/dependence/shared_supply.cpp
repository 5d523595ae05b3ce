#include "indicators/dependence/shared_supply.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "indicators/kernels/numbers/sum.hpp"

namespace entangled {
namespace {

std::string withheld_in(const TableSlice& slice)
{
    std::string names;
    for (const auto& point : slice.points) {
        if (point.observation->value) continue;
        names += (names.empty() ? "" : ", ") + point.key->origin;
    }
    return names;
}

double total_of(std::span<const KnownPoint> points)
{
    std::vector<double> amounts;
    for (const auto& point : points) amounts.push_back(*point.observation->value);
    return kernels::ordered_sum(std::move(amounts)).value();
}

SupplyTable split(TableSlice slice, std::vector<std::string> notes)
{
    SupplyTable table;
    for (const auto& point : slice.points) {
        if (point.key->origin == residual) {
            table.others = point;
            table.others_total = *point.observation->value;
        } else {
            table.named.push_back(point);
        }
    }
    table.named_total = total_of(table.named);
    table.slice = std::move(slice);
    table.notes = std::move(notes);
    return table;
}

Error incomplete(const TableSlice& slice)
{
    const std::string where =
        fmt::format("table {} in release {} for {}", slice.table->id, slice.release->id, format_period(slice.period));
    if (!slice.release->damage.empty()) {
        return {Errc::incomplete_table, fmt::format("{} lost a row: {}", where, slice.release->damage)};
    }
    return {Errc::incomplete_table, where + " does not list every supplier, so it has no shares"};
}

}  // namespace

Result<SupplyTable> supply_table(const Evaluation& evaluation, const SeriesKey& group,
                                 const std::optional<Period>& pinned)
{
    std::vector<Period> periods = evaluation.view.periods(group);
    if (pinned) std::erase_if(periods, [&](const Period& period) { return period != *pinned; });
    if (periods.empty()) return *no_input(evaluation, group).reason;
    std::vector<std::string> notes;
    for (auto period = periods.rbegin(); period != periods.rend(); ++period) {
        auto slice = evaluation.view.slice(group, *period);
        if (!slice) continue;
        if (!slice->release->complete) return incomplete(*slice);
        const std::string gap = withheld_in(*slice);
        if (gap.empty()) return split(std::move(*slice), std::move(notes));
        notes.push_back(fmt::format("{} is passed over: the publisher withholds {}", format_period(*period), gap));
    }
    return Error{Errc::no_data, fmt::format("every period of {} has a withheld figure", to_string(group))};
}

Interval share_of(const SupplyTable& table, const std::set<std::string>& economies)
{
    std::vector<double> amounts;
    std::size_t found = 0;
    for (const auto& point : table.named) {
        if (!economies.contains(point.key->origin)) continue;
        amounts.push_back(*point.observation->value);
        ++found;
    }
    const double whole = table.total();
    if (whole <= 0.0) return {0.0, 0.0};
    const double named = kernels::ordered_sum(std::move(amounts)).value() / whole;
    if (found == economies.size() || !table.others) return {named, named};
    return {named, std::min(1.0, named + table.others_total / whole)};
}

Interval printed_share_of(const TableSlice& slice, const std::set<std::string>& economies)
{
    Interval mine{};
    double rest_lower = 0.0;
    for (const auto& point : slice.points) {
        const auto figure = known_interval(*point.observation);
        if (!figure) continue;
        if (economies.contains(point.key->origin)) {
            mine.lower += figure->lower;
            mine.upper += figure->upper;
        } else if (point.key->origin != residual) {
            rest_lower += figure->lower;
        }
    }
    const double left = std::clamp(1.0 - rest_lower, 0.0, 1.0);
    const std::size_t named =
        static_cast<std::size_t>(std::count_if(slice.points.begin(), slice.points.end(),
                                               [&](const KnownPoint& p) { return economies.contains(p.key->origin); }));
    const double lower = std::min(1.0, mine.lower);
    if (named == economies.size()) return {lower, std::clamp(mine.upper, lower, 1.0)};
    return {lower, std::max(lower, left)};
}

}  // namespace entangled
