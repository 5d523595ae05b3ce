#include "indicators/kernels/trend/lead_times.hpp"

#include "indicators/kernels/numbers/sum.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace entangled::kernels {
namespace {

constexpr int halvings = 100;

bool legal(const Triangular& d)
{
    return std::isfinite(d.earliest) && std::isfinite(d.latest) && d.earliest <= d.likeliest &&
           d.likeliest <= d.latest && std::isfinite(d.latest - d.earliest);
}

bool legal(const Project& project)
{
    return std::isfinite(project.capacity) && project.capacity >= 0.0 && legal(project.recovery);
}

/// Products of ratios: squares of small durations would vanish.
double cdf(const Triangular& d, double t)
{
    if (t >= d.latest) return 1.0;
    if (t <= d.earliest) return 0.0;
    const double width = d.latest - d.earliest;
    if (t <= d.likeliest) return (t - d.earliest) / width * ((t - d.earliest) / (d.likeliest - d.earliest));
    return 1.0 - (d.latest - t) / width * ((d.latest - t) / (d.latest - d.likeliest));
}

Result<double> capacity_at(std::span<const Project> projects, double t)
{
    std::vector<double> terms;
    terms.reserve(projects.size());
    for (const Project& project : projects) terms.push_back(project.capacity * cdf(project.recovery, t));
    return ordered_sum(std::move(terms));
}

}  // namespace

Result<double> triangular_cdf(const Triangular& distribution, double t)
{
    if (!legal(distribution) || !std::isfinite(t)) {
        return Error{Errc::bad_value, "triangular_cdf: earliest <= likeliest <= latest and t, all finite"};
    }
    return cdf(distribution, t);
}

Result<double> triangular_mean(const Triangular& distribution)
{
    if (!legal(distribution)) return Error{Errc::bad_value, "triangular_mean: the distribution is illegal"};
    return distribution.earliest / 3.0 + distribution.likeliest / 3.0 + distribution.latest / 3.0;
}

Result<double> triangular_quantile(const Triangular& distribution, double p)
{
    if (!legal(distribution) || !(p >= 0.0 && p <= 1.0)) {
        return Error{Errc::bad_value, "triangular_quantile: the distribution is illegal or p is outside [0, 1]"};
    }
    const auto& [earliest, likeliest, latest] = distribution;
    const double width = latest - earliest;
    if (width == 0.0) return earliest;
    const double rise = (likeliest - earliest) / width;
    const double t =
        p <= rise ? earliest + width * std::sqrt(p * rise) : latest - width * std::sqrt((1.0 - p) * (1.0 - rise));
    return std::clamp(t, earliest, latest);
}

Result<double> expected_capacity(std::span<const Project> projects, double t)
{
    if (!std::ranges::all_of(projects, [](const Project& project) { return legal(project); }) || !std::isfinite(t)) {
        return Error{Errc::bad_value, "expected_capacity: a capacity, a distribution or the time is illegal"};
    }
    return capacity_at(projects, t);
}

Result<std::optional<double>> time_to_capacity(std::span<const Project> projects, double wanted)
{
    if (!std::ranges::all_of(projects, [](const Project& project) { return legal(project); }) ||
        !std::isfinite(wanted) || wanted < 0.0) {
        return Error{Errc::bad_value, "time_to_capacity: a capacity, a distribution or the wanted sum is illegal"};
    }
    if (projects.empty()) return std::optional<double>{};
    double low = projects.front().recovery.earliest;
    double high = projects.front().recovery.latest;
    for (const Project& project : projects) {
        low = std::min(low, project.recovery.earliest);
        high = std::max(high, project.recovery.latest);
    }
    const auto all = capacity_at(projects, high);
    if (!all) return all.error();
    if (*all < wanted) return std::optional<double>{};
    if (capacity_at(projects, low).value() >= wanted) return std::optional{low};
    for (int i = 0; i < halvings; ++i) {
        const double middle = low / 2.0 + high / 2.0;
        (capacity_at(projects, middle).value() >= wanted ? high : low) = middle;
    }
    return std::optional{high};
}

}  // namespace entangled::kernels
