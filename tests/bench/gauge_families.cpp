#include "tests/bench/gauge_families.hpp"

#include <fmt/format.h>

namespace entangled {
namespace {

constexpr std::int64_t family_count = 20;

/// From 0 to 1: the upper 53 bits of a product with 2^64 over the golden ratio, exact in every language.
double value_at(std::int64_t place)
{
    const std::uint64_t spread = static_cast<std::uint64_t>(place) * 0x9E3779B97F4A7C15U;
    return static_cast<double>(spread >> 11U) * 0x1p-53;
}

}  // namespace

std::vector<MetricFamily> gauge_families(std::int64_t series)
{
    std::vector<MetricFamily> families;
    for (std::int64_t family = 0; family < family_count; ++family) {
        MetricFamily made;
        made.name = fmt::format("entangled_kind_{:02}_ratio", family);
        made.unit = "ratio";
        made.help = "A ratio from 0 to 1 for the measurement of the writer.";
        made.label_names = {"reading", "good", "supplier"};
        for (std::int64_t row = 0; row < series / family_count; ++row) {
            const double value = value_at(row * family_count + family + 1);
            made.samples.push_back({{fmt::format("reading_{:06}", row), "neodymium_magnets", "CN"}, value});
        }
        families.push_back(std::move(made));
    }
    return families;
}

}  // namespace entangled
