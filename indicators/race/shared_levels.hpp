#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indicators/inputs.hpp"

namespace entangled {

/// One dependence level in (0, 1] with what the publisher left open.
struct LevelPoint {
    Period period;
    Interval level;
    std::uint64_t id{};  ///< for draws: the same wherever this level is used
    std::vector<KnownPoint> points;
};

/// A dependence level over time, by one definition: what a race is run on.
struct LevelSeries {
    enum class Of : std::uint8_t { supply_share, net_import_reliance, import_source_share, foreign_share };
    Of of{Of::supply_share};
    SeriesKey key;   ///< of the published figures; for a supply share the group
    Party supplier;  ///< for supply and import-source shares
    std::optional<Period> first;
    std::optional<Period> last;

    /// All levels that can be known in the view, ascending. Periods whose table is not complete, or whose figure is
    /// withheld, are left out. Error: incomplete_table if a release lost rows to rejection.
    [[nodiscard]] Result<std::vector<LevelPoint>> levels(const View& view) const;
    /// The level of one period, if it can be known.
    [[nodiscard]] Result<std::optional<LevelPoint>> level(const View& view, const Period& period) const;
    /// Largest |ln(new / old)| by which a publisher restated a level of these periods; 0 if none was restated.
    [[nodiscard]] double largest_restatement(const View& view, const std::vector<LevelPoint>& levels) const;
    /// For example `CN supply_share of rare_earths (mine)`.
    [[nodiscard]] std::string label() const;
};

/// Reads a level series from the options of a kind: of, good, tier, definition, supplier/bloc, dependent, first, last.
[[nodiscard]] boost::system::result<LevelSeries, ParameterError> read_levels(const Parameters& parameters,
                                                                             const ConfigureContext& context);

}  // namespace entangled
