#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace entangled::kernels {

/// A count as the signed type of iterator arithmetic.
[[nodiscard]] constexpr std::ptrdiff_t as_offset(std::size_t count) noexcept
{
    return static_cast<std::ptrdiff_t>(count);
}

/// values[i] *= factor.
void scale_all(double factor, std::span<double> values) noexcept;

/// Running sums over suppliers for 256 draws side by side; afterwards the indices themselves.
struct DrawSums {
    static constexpr std::size_t width = 256;
    std::array<double, width> total{};
    std::array<double, width> squares{};  ///< then the HHI
    std::array<double, width> top{};      ///< then the top share
    std::array<double, width> bloc{};     ///< then the bloc's share

    /// Adds a supplier with amount * factors[i] in draw i.
    void add(double amount, std::span<const double, width> factors, bool in_bloc) noexcept;

    /// Divides by the totals; ratios that rounding put above 1 become 1.
    void finish() noexcept;
};

}  // namespace entangled::kernels
