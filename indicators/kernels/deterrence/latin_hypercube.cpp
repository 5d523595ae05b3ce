#include "indicators/kernels/deterrence/latin_hypercube.hpp"

#include "indicators/kernels/numbers/draws.hpp"

#include <algorithm>
#include <numeric>

namespace entangled::kernels {

Result<std::vector<double>> latin_points(std::size_t draws, std::uint64_t id)
{
    if (draws == 0) return Error{Errc::no_data, "latin_points: no draws"};
    if (draws > 10'000'000) return Error{Errc::bad_value, "latin_points: more than 1e7 draws"};
    std::vector<double> keys(draws);
    for (std::size_t i = 0; i < draws; ++i) keys[i] = uniform(id, i);
    std::vector<std::size_t> order(draws);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t left, std::size_t right) {
        return keys[left] != keys[right] ? keys[left] < keys[right] : left < right;
    });
    std::vector<double> points(draws);
    for (std::size_t stratum = 0; stratum < draws; ++stratum) {
        const double inside = uniform(id, draws + stratum);
        const double point = (static_cast<double>(stratum) + inside) / static_cast<double>(draws);
        points[order[stratum]] = std::clamp(point, 0x1p-60, 1.0 - 0x1p-53);
    }
    return points;
}

}  // namespace entangled::kernels
