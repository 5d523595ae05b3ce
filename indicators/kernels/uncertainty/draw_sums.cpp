#include "indicators/kernels/uncertainty/draw_sums.hpp"

#include "indicators/kernels/numbers/wide_loops.hpp"

namespace entangled::kernels {
namespace {

ENTANGLED_WIDE void scale(double factor, double* values, std::size_t n) noexcept
{
    for (std::size_t i = 0; i < n; ++i) values[i] *= factor;
}

ENTANGLED_WIDE void add_all(double amount, const double* __restrict factors, DrawSums& __restrict sums,
                            double bloc) noexcept
{
    for (std::size_t i = 0; i < DrawSums::width; ++i) {
        const double value = amount * factors[i];
        sums.total[i] += value;
        sums.squares[i] += value * value;
        sums.top[i] = sums.top[i] < value ? value : sums.top[i];
        sums.bloc[i] += bloc * value;
    }
}

ENTANGLED_WIDE void divide_all(DrawSums& sums) noexcept
{
    const auto held = [](double ratio) { return ratio > 1.0 ? 1.0 : ratio; };
    for (std::size_t i = 0; i < DrawSums::width; ++i) {
        const double inverse = 1.0 / sums.total[i];
        sums.squares[i] = held(sums.squares[i] * inverse * inverse);
        sums.top[i] = held(sums.top[i] * inverse);
        sums.bloc[i] = held(sums.bloc[i] * inverse);
    }
}

}  // namespace

void scale_all(double factor, std::span<double> values) noexcept { scale(factor, values.data(), values.size()); }

void DrawSums::add(double amount, std::span<const double, width> factors, bool in_bloc) noexcept
{
    add_all(amount, factors.data(), *this, in_bloc ? 1.0 : 0.0);
}

void DrawSums::finish() noexcept { divide_all(*this); }

}  // namespace entangled::kernels
