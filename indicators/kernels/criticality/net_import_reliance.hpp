#pragma once

#include "indicators/core/interval.hpp"
#include "indicators/core/result.hpp"

#include <optional>

namespace entangled::kernels {

// US Geological Survey, Mineral Commodity Summaries. All amounts in one unit.

/// One year of one material at one stage; each but the stock change >= 0.
struct MaterialBalance {
    double primary{};    ///< domestic primary production
    double old_scrap{};  ///< domestic secondary production from old scrap
    double imports{};
    double exports{};
    double stock_increase{};  ///< industry and government stocks, any sign: > 0 is a build
};

/// AC = primary + old scrap + imports - exports - stock increase, of any sign.
/// Error: bad_value if an amount is negative or not finite, or for an overflow.
[[nodiscard]] Result<double> apparent_consumption(const MaterialBalance& balance);

/// Net import reliance as a percentage of apparent consumption.
struct NetImportReliance {
    std::optional<double> percent{};  ///< 0..100; absent for a net exporter, printed "E"
    [[nodiscard]] constexpr bool net_exporter() const noexcept { return !percent; }
};

/// 100 (consumption - domestic)/consumption, domestic = primary + old scrap >= 0; above 100 is 100, below 0 a net
/// exporter. Errors: not_identified if the consumption is 0 or less but not below the production, bad_value if a number
/// is not finite or the production is negative.
[[nodiscard]] Result<NetImportReliance> net_import_reliance(double consumption, double domestic);

/// 100 net_imports/consumption with net_imports = imports - exports - stock increase, of any sign; ends as above.
/// Errors: not_identified if net imports are not negative and the consumption is 0 or less, bad_value if not finite.
[[nodiscard]] Result<NetImportReliance> net_import_reliance_by_trade(double net_imports, double consumption);

/// From a balance, over its own apparent consumption. Errors as for both parts.
[[nodiscard]] Result<NetImportReliance> net_import_reliance(const MaterialBalance& balance);

/// Net import reliance of numbers known to their printed rounding.
struct NetImportRelianceBounds {
    std::optional<Interval> percent{};       ///< within 0..100; absent if surely a net exporter
    std::optional<bool> net_exporter{true};  ///< empty if the rounding leaves it open
};

/// `net_import_reliance` over all consumptions > 0 and productions >= 0 inside of the intervals. Errors: bad_value if
/// an interval is not finite, not in order or starts below 0, not_identified if consumption may be 0 and that matters.
[[nodiscard]] Result<NetImportRelianceBounds> net_import_reliance_bounds(Interval consumption, Interval domestic);

/// `net_import_reliance_by_trade` over all net imports and consumptions inside of the intervals. Errors as above; net
/// imports may be negative.
[[nodiscard]] Result<NetImportRelianceBounds> net_import_reliance_by_trade_bounds(Interval net_imports,
                                                                                  Interval consumption);

}  // namespace entangled::kernels
