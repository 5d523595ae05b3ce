#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace entangled::kernels {

/// Quantiles over draws of a value that may be out of reach (above every number) in some of them. A quantile is absent
/// if it falls on such draws.
struct DrawBand {
    std::optional<double> q05{};
    std::optional<double> q50{};
    std::optional<double> q95{};
    std::size_t reached{};  ///< draws with a number
};

/// Quantiles (definition 7 of Hyndman and Fan 1996) of `reached`, all finite, among `draws` >= reached.size() draws.
[[nodiscard]] DrawBand draw_band(std::vector<double> reached, std::size_t draws);

}  // namespace entangled::kernels
