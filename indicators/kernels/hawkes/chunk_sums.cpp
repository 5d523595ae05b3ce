#include "indicators/kernels/hawkes/chunk_sums.hpp"

#include "indicators/kernels/hawkes/lanes.hpp"
#include "indicators/kernels/numbers/elementary.hpp"
#include "indicators/kernels/numbers/wide_loops.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>

namespace entangled::kernels {
namespace {

constexpr std::size_t block_steps = 64;
constexpr std::size_t block_slots = block_steps * lane_count;
constexpr std::uint64_t mantissa_bits = 0x000fffffffffffffU;
constexpr std::uint64_t bits_of_one = 0x3ff0000000000000U;
constexpr std::uint64_t largest_exponent = 2047;

/// Scaled gaps and their exponentials, a block at a time.
struct GapBlock {
    alignas(32) std::array<double, block_slots> gap;
    alignas(32) std::array<double, block_slots> kept;

    void fill(const double* gaps, std::size_t slots, double decay)
    {
        for (std::size_t s = 0; s < slots; ++s) {
            const double scaled = decay * gaps[s];
            gap[s] = scaled < longest_gap ? scaled : longest_gap;
            kept[s] = -gap[s];
        }
        exp_all(std::span{kept}.first(slots));
    }
};

/// What a lane carries from event to event, and what it adds up.
template <std::size_t d>
struct LaneState {
    std::array<Lanes, d> memory{};
    std::array<Lanes, d> lag{};
    std::array<Lanes, d> pending{};
    std::array<Lanes, d> inverse{};
    std::array<Lanes, d * d> weighted{};
    Lanes lag_sum{};
    Lanes product = {1.0, 1.0, 1.0, 1.0};
    LaneWords exponents{};
    LaneWords splits{};
    LaneBits broken{};
};

template <std::size_t d>
[[gnu::always_inline]] inline void split_product(LaneState<d>& state)
{
    LaneWords bits;
    std::memcpy(&bits, &state.product, sizeof bits);
    const LaneWords exponent = bits >> 52;
    state.broken |= (exponent == 0) | (exponent == largest_exponent);
    state.exponents += exponent;
    state.splits += 1;
    bits = (bits & mantissa_bits) | bits_of_one;
    std::memcpy(&state.product, &bits, sizeof bits);
}

/// Time moves on by `gap` (scaled) and events of before join the memory, unless the next is simultaneous with them.
template <std::size_t d>
[[gnu::always_inline]] inline void move_on(LaneState<d>& state, const Lanes& gap, const Lanes& kept,
                                           const LaneBits& moved)
{
    const Lanes zero{};
    for (std::size_t j = 0; j < d; ++j) {
        const Lanes grown = state.memory[j] + (moved ? state.pending[j] : zero);
        state.pending[j] = moved ? zero : state.pending[j];
        state.lag[j] = kept * (state.lag[j] + gap * grown);
        state.memory[j] = kept * grown;
    }
}

template <std::size_t d>
[[gnu::always_inline]] inline void add_events(LaneState<d>& state, const LaneBits& type, const Lanes* background,
                                              const Lanes* jumps)
{
    const Lanes zero{};
    const Lanes one = zero + 1.0;
    Lanes base = background[0];
    std::array<Lanes, d> row;
    for (std::size_t j = 0; j < d; ++j) row[j] = jumps[j];
    for (std::size_t i = 1; i < d; ++i) {
        const LaneBits is_i = type == static_cast<std::int64_t>(i);
        base = is_i ? background[i] : base;
        for (std::size_t j = 0; j < d; ++j) row[j] = is_i ? jumps[i * d + j] : row[j];
    }
    Lanes excited = row[0] * state.memory[0];
    Lanes lagged = row[0] * state.lag[0];
    for (std::size_t j = 1; j < d; ++j) {
        excited += row[j] * state.memory[j];
        lagged += row[j] * state.lag[j];
    }
    const LaneBits present = type >= 0;
    const Lanes intensity = present ? base + excited : one;
    const Lanes inverse = present ? one / intensity : zero;
    state.product *= intensity;
    state.lag_sum += inverse * lagged;
    for (std::size_t i = 0; i < d; ++i) {
        const LaneBits is_i = type == static_cast<std::int64_t>(i);
        const Lanes own = is_i ? inverse : zero;
        state.inverse[i] += own;
        state.pending[i] += is_i ? one : zero;
        for (std::size_t j = 0; j < d; ++j) state.weighted[i * d + j] += own * state.memory[j];
    }
}

template <std::size_t d>
void start_lanes(LaneState<d>& state, const double* start)
{
    for (std::size_t l = 0; l < lane_count; ++l) {
        for (std::size_t j = 0; j < d; ++j) {
            state.memory[j][l] = start[2 * l * d + j];
            state.lag[j][l] = start[(2 * l + 1) * d + j];
        }
    }
}

/// Ascending pairs of lanes, so that the same order holds on every machine.
double total(const Lanes& lanes) { return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]); }

template <std::size_t d>
void hand_over(const LaneState<d>& state, LoopSums& sums)
{
    std::int64_t exponent = 0;
    double log_mantissas = 0.0;
    for (std::size_t l = 0; l < lane_count; ++l) {
        exponent += static_cast<std::int64_t>(state.exponents[l]) - 1023 * static_cast<std::int64_t>(state.splits[l]);
        log_mantissas += std::log(state.product[l]);
        sums.out_of_range = sums.out_of_range || state.broken[l] != 0;
    }
    sums.log_intensity = static_cast<double>(exponent) * std::numbers::ln2 + log_mantissas;
    sums.lag = total(state.lag_sum);
    for (std::size_t i = 0; i < d; ++i) sums.inverse[i] = total(state.inverse[i]);
    for (std::size_t ij = 0; ij < d * d; ++ij) sums.memory[ij] = total(state.weighted[ij]);
}

template <std::size_t d>
[[gnu::always_inline]] inline void run_lanes(const LoopParameters& parameters, const LoopInput& input, LoopSums& sums)
{
    std::array<Lanes, d> background;
    std::array<Lanes, d * d> jumps;
    for (std::size_t i = 0; i < d; ++i) background[i] = Lanes{} + parameters.background[i];
    for (std::size_t ij = 0; ij < d * d; ++ij) jumps[ij] = Lanes{} + parameters.jumps[ij];
    LaneState<d> state;
    start_lanes(state, input.start);
    GapBlock block;
    std::size_t until_split = parameters.steps_per_log;
    for (std::size_t done = 0; done < input.steps; done += block_steps) {
        const std::size_t steps = std::min(block_steps, input.steps - done);
        const double* gaps = input.gaps + done * lane_count;
        const std::int8_t* types = input.types + done * lane_count;
        block.fill(gaps, steps * lane_count, parameters.decay);
        for (std::size_t s = 0; s < steps; ++s) {
            Lanes gap;
            LaneBytes bytes;
            std::memcpy(&gap, gaps + s * lane_count, sizeof gap);
            std::memcpy(&bytes, types + s * lane_count, sizeof bytes);
            const LaneBits moved = gap > 0.0;
            Lanes kept;
            std::memcpy(&gap, block.gap.data() + s * lane_count, sizeof gap);
            std::memcpy(&kept, block.kept.data() + s * lane_count, sizeof kept);
            move_on(state, gap, kept, moved);
            add_events(state, __builtin_convertvector(bytes, LaneBits), background.data(), jumps.data());
            if (--until_split == 0) {
                split_product(state);
                until_split = parameters.steps_per_log;
            }
        }
    }
    split_product(state);
    hand_over(state, sums);
}

ENTANGLED_WIDE void run_one_type(const LoopParameters& parameters, const LoopInput& input, LoopSums& sums)
{
    run_lanes<1>(parameters, input, sums);
}

ENTANGLED_WIDE void run_two_types(const LoopParameters& parameters, const LoopInput& input, LoopSums& sums)
{
    run_lanes<2>(parameters, input, sums);
}

ENTANGLED_WIDE void run_three_types(const LoopParameters& parameters, const LoopInput& input, LoopSums& sums)
{
    run_lanes<3>(parameters, input, sums);
}

}  // namespace

void sum_chunk(const LoopParameters& parameters, const LoopInput& input, LoopSums& sums)
{
    sums.out_of_range = false;
    switch (parameters.types) {
        case 1: return run_one_type(parameters, input, sums);
        case 2: return run_two_types(parameters, input, sums);
        case 3: return run_three_types(parameters, input, sums);
        default: return sum_many_types(parameters, input, sums);
    }
}

}  // namespace entangled::kernels
