#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "indicators/inputs.hpp"

namespace entangled {

/// All suppliers of a good in one period from one release: the amounts of the economies that are named, and the
/// residual of the others. Amounts in the base unit, >= 0. Totals are row sums: printed world totals are rounded.
struct SupplyTable {
    TableSlice slice;
    std::vector<KnownPoint> named;
    std::optional<KnownPoint> others;
    double named_total{};
    double others_total{};
    std::vector<std::string> notes;
    [[nodiscard]] double total() const noexcept { return named_total + others_total; }
};

/// The newest period of the group (or the pinned one) whose table is complete, with every figure printed. A period in
/// which the publisher withholds a figure is passed over with a note; a table that is incomplete or damaged is not.
/// Errors: not_configured, no_data, incomplete_table.
[[nodiscard]] Result<SupplyTable> supply_table(const Evaluation& evaluation, const SeriesKey& group,
                                               const std::optional<Period>& pinned);

/// Share of the parties in the table: exact if all of them are named or the table has no residual, otherwise from
/// their named share to that plus the residual, which may hold them.
[[nodiscard]] Interval share_of(const SupplyTable& table, const std::set<std::string>& economies);

/// Share of the parties where the publisher prints shares of a whole: below by what is printed for them, above by what
/// is left when all others that are printed are taken away.
[[nodiscard]] Interval printed_share_of(const TableSlice& slice, const std::set<std::string>& economies);

}  // namespace entangled
