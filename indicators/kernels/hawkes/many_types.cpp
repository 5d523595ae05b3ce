#include "indicators/kernels/hawkes/chunk_sums.hpp"

#include "indicators/kernels/hawkes/lanes.hpp"
#include "indicators/kernels/numbers/elementary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace entangled::kernels {
namespace {

constexpr std::size_t block_steps = 256;

/// Product of intensities as mantissa and binary exponent.
struct Product {
    double mantissa{1.0};
    std::int64_t exponent{};
    std::size_t factors{};
    bool broken{};

    void split()
    {
        int power = 0;
        broken = broken || !std::isnormal(mantissa);
        mantissa = std::frexp(mantissa, &power);
        exponent += power;
        factors = 0;
    }
};

/// One lane of a chunk; `scratch` holds R, L and the events that are not yet part of them, by type.
struct Lane {
    const LoopParameters& parameters;
    LoopSums& sums;
    double* memory;
    double* lag;
    double* pending;
    Product product{};

    void move_on(double gap, double kept)
    {
        for (std::size_t j = 0; j < parameters.types; ++j) {
            const double grown = memory[j] + pending[j];
            pending[j] = 0.0;
            lag[j] = kept * (lag[j] + gap * grown);
            memory[j] = kept * grown;
        }
    }

    void add_event(std::size_t type)
    {
        const double* row = parameters.jumps + type * parameters.types;
        double excited = 0.0;
        double lagged = 0.0;
        for (std::size_t j = 0; j < parameters.types; ++j) {
            excited += row[j] * memory[j];
            lagged += row[j] * lag[j];
        }
        const double intensity = parameters.background[type] + excited;
        const double inverse = 1.0 / intensity;
        product.mantissa *= intensity;
        if (++product.factors >= parameters.steps_per_log) product.split();
        sums.lag += inverse * lagged;
        sums.inverse[type] += inverse;
        for (std::size_t j = 0; j < parameters.types; ++j) {
            sums.memory[type * parameters.types + j] += inverse * memory[j];
        }
        pending[type] += 1.0;
    }
};

void run_lane(Lane& lane, const LoopInput& input, std::size_t number)
{
    std::array<double, block_steps> gap;
    std::array<double, block_steps> kept;
    for (std::size_t done = 0; done < input.steps; done += block_steps) {
        const std::size_t steps = std::min(block_steps, input.steps - done);
        const std::size_t first = done * lane_count + number;
        for (std::size_t s = 0; s < steps; ++s) {
            gap[s] = std::min(lane.parameters.decay * input.gaps[first + s * lane_count], longest_gap);
            kept[s] = -gap[s];
        }
        exp_all(std::span{kept}.first(steps));
        for (std::size_t s = 0; s < steps; ++s) {
            const std::size_t slot = first + s * lane_count;
            if (input.types[slot] < 0) return;
            if (input.gaps[slot] > 0.0) lane.move_on(gap[s], kept[s]);
            lane.add_event(static_cast<std::size_t>(input.types[slot]));
        }
    }
}

}  // namespace

void sum_many_types(const LoopParameters& parameters, const LoopInput& input, LoopSums& sums)
{
    const std::size_t d = parameters.types;
    std::ranges::fill(sums.inverse, 0.0);
    std::ranges::fill(sums.memory, 0.0);
    sums.lag = 0.0;
    sums.log_intensity = 0.0;
    sums.out_of_range = false;
    for (std::size_t l = 0; l < lane_count; ++l) {
        Lane lane{parameters, sums, sums.scratch.data(), sums.scratch.data() + d, sums.scratch.data() + 2 * d};
        std::copy_n(input.start + 2 * l * d, 2 * d, lane.memory);
        std::fill_n(lane.pending, d, 0.0);
        run_lane(lane, input, l);
        lane.product.split();
        sums.log_intensity += static_cast<double>(lane.product.exponent) * std::numbers::ln2;
        sums.log_intensity += std::log(lane.product.mantissa);
        sums.out_of_range = sums.out_of_range || lane.product.broken;
    }
}

}  // namespace entangled::kernels
