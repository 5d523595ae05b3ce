#include "indicators/kernels/criticality/net_import_reliance.hpp"

#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace entangled::kernels {
namespace {

bool ordered(Interval interval)
{
    return all_finite(std::array{interval.lower, interval.upper}) && interval.lower <= interval.upper;
}

double percentage(double ratio) { return std::clamp(100.0 * ratio, 0.0, 100.0); }

Error no_consumption() { return {Errc::not_identified, "net_import_reliance: imports without consumption"}; }

bool legal(const MaterialBalance& balance)
{
    return all_non_negative(std::array{balance.primary, balance.old_scrap, balance.imports, balance.exports}) &&
           all_finite(std::array{balance.stock_increase});
}

}  // namespace

Result<double> apparent_consumption(const MaterialBalance& balance)
{
    if (!legal(balance)) return Error{Errc::bad_value, "apparent_consumption: an amount is negative or not finite"};
    return ordered_sum(
        {balance.primary, balance.old_scrap, balance.imports, -balance.exports, -balance.stock_increase});
}

Result<NetImportReliance> net_import_reliance(double consumption, double domestic)
{
    if (!all_finite(std::array{consumption}) || !all_non_negative(std::array{domestic})) {
        return Error{Errc::bad_value, "net_import_reliance: not finite, or the production is negative"};
    }
    if (consumption < domestic) return NetImportReliance{};
    if (consumption <= 0.0) return no_consumption();
    return NetImportReliance{percentage(1.0 - domestic / consumption)};
}

Result<NetImportReliance> net_import_reliance_by_trade(double net_imports, double consumption)
{
    if (!all_finite(std::array{net_imports, consumption})) {
        return Error{Errc::bad_value, "net_import_reliance_by_trade: a number is not finite"};
    }
    if (net_imports < 0.0) return NetImportReliance{};
    if (consumption <= 0.0) return no_consumption();
    return NetImportReliance{percentage(net_imports / consumption)};
}

Result<NetImportReliance> net_import_reliance(const MaterialBalance& balance)
{
    const auto consumption = apparent_consumption(balance);
    if (!consumption) return consumption.error();
    const auto net_imports = ordered_sum({balance.imports, -balance.exports, -balance.stock_increase});
    if (!net_imports) return net_imports.error();
    return net_import_reliance_by_trade(*net_imports, *consumption);
}

Result<NetImportRelianceBounds> net_import_reliance_bounds(Interval consumption, Interval domestic)
{
    if (!ordered(consumption) || !ordered(domestic) || consumption.lower < 0.0 || domestic.lower < 0.0) {
        return Error{Errc::bad_value, "net_import_reliance_bounds: an interval is illegal"};
    }
    if (consumption.upper < domestic.lower) return NetImportRelianceBounds{};
    if (consumption.lower == 0.0) return no_consumption();
    // The ratio rises with consumption and falls with production, which are rounded apart.
    NetImportRelianceBounds bounds;
    bounds.percent = Interval{percentage(1.0 - domestic.upper / consumption.lower),
                              percentage(1.0 - domestic.lower / consumption.upper)};
    bounds.net_exporter = consumption.lower < domestic.upper ? std::nullopt : std::optional{false};
    return bounds;
}

Result<NetImportRelianceBounds> net_import_reliance_by_trade_bounds(Interval net_imports, Interval consumption)
{
    if (!ordered(consumption) || !ordered(net_imports) || consumption.lower < 0.0) {
        return Error{Errc::bad_value, "net_import_reliance_by_trade_bounds: an interval is illegal"};
    }
    if (net_imports.upper < 0.0) return NetImportRelianceBounds{};
    if (consumption.lower == 0.0) return no_consumption();
    NetImportRelianceBounds bounds;
    bounds.percent = Interval{percentage(std::max(0.0, net_imports.lower) / consumption.upper),
                              percentage(net_imports.upper / consumption.lower)};
    bounds.net_exporter = net_imports.lower < 0.0 ? std::nullopt : std::optional{false};
    return bounds;
}

}  // namespace entangled::kernels
