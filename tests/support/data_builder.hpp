#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indicators/core/dataset.hpp"

namespace entangled::test {

/// Puts a small data set together row by row. Rows go to one feed `test`, retrieved at the time of building.
class DataBuilder {
  public:
    /// One row of a world table; `complete` is that of its release.
    DataBuilder& production(std::string_view release, std::string_view known, std::string_view economy,
                            std::string_view period, double tonnes, bool complete = true);
    /// One published level.
    DataBuilder& level(SeriesKey key, std::string_view release, std::string_view known, std::string_view period,
                       Interval value);
    DataBuilder& act(std::string_view date, std::string_view actor, std::string_view target, double severity,
                     std::string_view front = "minerals", ActKind kind = ActKind::act);
    DataBuilder& row(ObservationRow row);
    DataBuilder& complete_until(std::string_view date, Duration grace);
    DataBuilder& damage(std::string table, std::string release, std::string why);

    [[nodiscard]] std::shared_ptr<const Dataset> build(Timestamp retrieved) const;
    [[nodiscard]] const std::vector<ObservationRow>& rows() const noexcept { return rows_; }

  private:
    std::vector<ObservationRow> rows_;
    std::vector<Act> acts_;
    std::map<std::pair<std::string, std::string>, std::string> damaged_;
    std::optional<Timestamp> complete_until_;
    Duration grace_{};
};

/// The good, tier and definition of `DataBuilder::production`.
inline constexpr std::string_view test_good = "gallium";
inline constexpr std::string_view test_tier = "primary";
inline constexpr std::string_view test_definition = "usgs_mcs_world";

}  // namespace entangled::test
