#include "indicators/kernels/change/control_charts.hpp"

#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace entangled::kernels {
namespace {

bool positive(double value) { return std::isfinite(value) && value > 0.0; }

Result<void> check(std::span<const double> values, bool design_legal, const char* what)
{
    if (!design_legal) return Error{Errc::bad_value, std::string{what} + ": the design is outside its range"};
    if (!all_finite(values)) return Error{Errc::bad_value, std::string{what} + ": a value is not finite"};
    if (values.empty()) return Error{Errc::no_data, std::string{what} + ": no values"};
    return {};
}

}  // namespace

Result<Cusum> cusum(std::span<const double> standardised, const CusumDesign& design)
{
    const bool in_range = std::isfinite(design.reference) && design.reference >= 0.0 && positive(design.limit);
    if (const auto legal = check(standardised, in_range, "cusum"); !legal) return legal.error();
    Cusum chart;
    double upper = 0.0;
    double lower = 0.0;
    for (const double z : standardised) {
        upper = std::max(0.0, upper + z - design.reference);
        lower = std::max(0.0, lower - z - design.reference);
        if (!chart.alarm && (upper > design.limit || lower > design.limit)) chart.alarm = chart.upper.size();
        chart.upper.push_back(upper);
        chart.lower.push_back(lower);
    }
    if (!all_finite(chart.upper) || !all_finite(chart.lower)) {
        return Error{Errc::bad_value, "cusum: a sum exceeds the range of double"};
    }
    return chart;
}

Result<Ewma> ewma(std::span<const double> standardised, const EwmaDesign& design)
{
    const bool in_range = design.weight > 0.0 && design.weight <= 1.0 && positive(design.limit);
    if (const auto legal = check(standardised, in_range, "ewma"); !legal) return legal.error();
    Ewma chart;
    const double log_rest = std::log1p(-design.weight);
    double mean = 0.0;
    for (const double z : standardised) {
        mean = design.weight * z + (1.0 - design.weight) * mean;
        const auto t = static_cast<double>(chart.mean.size() + 1);
        const double sd = std::sqrt(design.weight / (2.0 - design.weight) * -std::expm1(2.0 * t * log_rest));
        if (!chart.alarm && std::abs(mean / sd) > design.limit) chart.alarm = chart.mean.size();
        chart.mean.push_back(mean);
        chart.standardised.push_back(mean / sd);
    }
    if (!all_finite(chart.mean) || !all_finite(chart.standardised)) {
        return Error{Errc::bad_value, "ewma: a mean exceeds the range of double"};
    }
    return chart;
}

Result<std::vector<double>> in_standard_deviations(std::span<const double> values, double mean, double sd)
{
    if (!std::isfinite(mean) || !positive(sd) || !all_finite(values)) {
        return Error{Errc::bad_value,
                     "in_standard_deviations: mean and values are finite, the standard deviation is positive"};
    }
    std::vector<double> standardised(values.begin(), values.end());
    for (double& value : standardised) value = (value - mean) / sd;
    if (!all_finite(standardised)) return Error{Errc::bad_value, "in_standard_deviations: exceeds the range of double"};
    return standardised;
}

}  // namespace entangled::kernels
