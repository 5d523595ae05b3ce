#include "indicators/kernels/hawkes/likelihood.hpp"

#include "indicators/kernels/hawkes/lanes.hpp"
#include "indicators/kernels/numbers/blocks.hpp"
#include "indicators/kernels/numbers/elementary.hpp"
#include "indicators/kernels/numbers/legal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

namespace entangled::kernels {
namespace {

// exp(-45) = 3e-20: what is older than 45/beta is lost in the rounding of what is not.
constexpr double warm_up_gap = 45.0;
// Sixteen factors above this do not underflow; too large ones are noticed.
constexpr double safe_background = 1e-18;
constexpr std::size_t factors_per_log = 16;
constexpr std::size_t batch = 64;
// With fewer chunks a second thread costs more than it brings.
constexpr std::size_t worth_a_thread = 4;

double scaled_gap(double decay, double gap) { return std::min(decay * gap, longest_gap); }

/// The state (R, then beta times the lags) after a further `gap` (scaled), without new events.
void age(std::span<double> state, double gap)
{
    const std::size_t d = state.size() / 2;
    const double kept = std::exp(-gap);
    for (std::size_t j = 0; j < d; ++j) {
        state[d + j] = kept * (state[d + j] + gap * state[j]);
        state[j] *= kept;
    }
}

bool finite(const HawkesEvaluation& e)
{
    const auto span = [](const auto& dense) {
        return std::span<const double>{dense.data(), static_cast<std::size_t>(dense.size())};
    };
    return std::isfinite(e.log_likelihood) && std::isfinite(e.gradient.decay) && all_finite(span(e.sums.inverse)) &&
           all_finite(span(e.sums.memory)) && std::isfinite(e.sums.lag) && all_finite(span(e.sums.late)) &&
           all_finite(span(e.gradient.background)) && all_finite(span(e.gradient.branching)) &&
           std::isfinite(e.log_part) && std::isfinite(e.compensator);
}

}  // namespace

HawkesLikelihood::HawkesLikelihood(HawkesHistory history, unsigned threads)
    : history_{std::move(history)}, layout_{history_}, threads_{layout_.chunks.size() < worth_a_thread ? 1U : threads}
{
    const std::size_t d = history_.type_count();
    jumps_.resize(d * d);
    starts_.resize((layout_.stretches.size() + 1) * 2 * d);
    windows_.resize(layout_.stretches.size() * 2 * d);
    chunks_.resize(layout_.chunks.size());
    partials_.resize(chunks_.size() * (d + d * d + scratch_per_type * d));
}

LoopSums HawkesLikelihood::sums_of(std::size_t chunk)
{
    const std::size_t d = history_.type_count();
    const std::size_t size = d + d * d + scratch_per_type * d;
    const auto own = std::span{partials_}.subspan(chunk * size, size);
    return {0.0, 0.0, own.first(d), own.subspan(d, d * d), own.last(scratch_per_type * d), false};
}

void HawkesLikelihood::warm_up_chunk(std::size_t chunk, double decay)
{
    const std::size_t d = history_.type_count();
    const auto times = history_.times();
    std::array<double, batch> gaps;
    std::array<double, batch> kept;
    for (std::size_t s = chunk * lane_count; s < (chunk + 1) * lane_count; ++s) {
        const auto window = std::span{windows_}.subspan(s * 2 * d, 2 * d);
        std::ranges::fill(window, 0.0);
        const Stretch& stretch = layout_.stretches[s];
        if (stretch.first == stretch.last) continue;
        const double end = times[stretch.last - 1];
        for (std::size_t last = stretch.last; last > stretch.first;) {
            const std::size_t first = last - std::min(batch, last - stretch.first);
            for (std::size_t k = first; k < last; ++k) {
                gaps[k - first] = scaled_gap(decay, end - times[k]);
                kept[k - first] = -gaps[k - first];
            }
            exp_all(std::span{kept}.first(last - first));
            for (std::size_t k = first; k < last; ++k) {
                const std::size_t type = history_.types()[k];
                window[type] += kept[k - first];
                window[d + type] += gaps[k - first] * kept[k - first];
            }
            if (gaps[0] > warm_up_gap) break;
            last = first;
        }
    }
}

void HawkesLikelihood::warm_up(const HawkesModel& model)
{
    const std::size_t d = history_.type_count();
    const auto work = [this, &model](std::size_t chunk) { warm_up_chunk(chunk, model.decay); };
    for_each_block(chunks_.size(), threads_, std::cref(work));
    std::fill_n(starts_.begin(), 2 * d, 0.0);
    for (std::size_t s = 0; s < layout_.stretches.size(); ++s) {
        const auto now = std::span{starts_}.subspan(s * 2 * d, 2 * d);
        const auto next = std::span{starts_}.subspan((s + 1) * 2 * d, 2 * d);
        std::ranges::copy(now, next.begin());
        const Stretch& stretch = layout_.stretches[s];
        if (stretch.first == stretch.last) continue;
        age(next, scaled_gap(model.decay, history_.times()[stretch.last - 1] - stretch.from));
        for (std::size_t j = 0; j < 2 * d; ++j) next[j] += windows_[s * 2 * d + j];
    }
}

bool HawkesLikelihood::sum_chunks(const HawkesModel& model, std::size_t steps_per_log)
{
    const std::size_t d = history_.type_count();
    const LoopParameters parameters{d, model.decay, model.background.data(), jumps_.data(), steps_per_log};
    const auto work = [&](std::size_t c) {
        const Chunk& chunk = layout_.chunks[c];
        chunks_[c] = sums_of(c);
        sum_chunk(parameters,
                  {layout_.gaps.data() + chunk.first_slot, layout_.types.data() + chunk.first_slot, chunk.steps,
                   starts_.data() + c * lane_count * 2 * d},
                  chunks_[c]);
    };
    for_each_block(chunks_.size(), threads_, std::cref(work));
    return std::ranges::none_of(chunks_, &LoopSums::out_of_range);
}

void HawkesLikelihood::close_window(const HawkesModel& model, HawkesSums& sums) const
{
    const std::size_t d = history_.type_count();
    std::array<double, 2 * max_hawkes_types> end;
    const auto state = std::span{end}.first(2 * d);
    std::copy_n(starts_.end() - static_cast<std::ptrdiff_t>(2 * d), 2 * d, state.begin());
    const auto times = history_.times();
    const double since = times.empty() ? history_.horizon() : history_.horizon() - times.back();
    age(state, scaled_gap(model.decay, since));
    const auto size = static_cast<Eigen::Index>(d);
    sums.at_end = Eigen::Map<const Eigen::VectorXd>{state.data(), size};
    sums.late = Eigen::Map<const Eigen::VectorXd>{state.data() + d, size} / model.decay;
    sums.exposure.setZero(size);
    bool young = false;
    for (std::size_t j = 0; j < d; ++j) {
        const auto n = static_cast<double>(history_.counts()[j]);
        sums.exposure[static_cast<Eigen::Index>(j)] = n - state[j];
        young = young || state[j] > 0.5 * n;
    }
    if (!young) return;
    // n - R would cancel.
    sums.exposure.setZero(size);
    for (std::size_t k = 0; k < times.size(); ++k) {
        sums.exposure[history_.types()[k]] -= std::expm1(-model.decay * (history_.horizon() - times[k]));
    }
}

void HawkesLikelihood::close(const HawkesModel& model, HawkesEvaluation& into) const
{
    const auto d = static_cast<Eigen::Index>(history_.type_count());
    HawkesSums& sums = into.sums;
    sums.inverse.setZero(d);
    sums.memory.setZero(d, d);
    sums.lag = 0.0;
    into.log_part = 0.0;
    for (const LoopSums& chunk : chunks_) {
        into.log_part += chunk.log_intensity;
        sums.lag += chunk.lag;
        sums.inverse += Eigen::Map<const Eigen::VectorXd>{chunk.inverse.data(), d};
        sums.memory += Eigen::Map<const Eigen::MatrixXd>{chunk.memory.data(), d, d}.transpose();
    }
    sums.lag /= model.decay;
    // Terms of the types are added on their own: two types may then be swapped to the byte.
    double excited = 0.0;
    double by_decay = 0.0;
    for (Eigen::Index j = 0; j < d; ++j) {
        const double column = model.branching.col(j).sum();
        excited += column * sums.exposure[j];
        by_decay += model.branching.col(j).dot(sums.memory.col(j)) - column * sums.late[j];
    }
    into.compensator = history_.horizon() * model.background.sum() + excited;
    into.gradient.decay = by_decay - sums.lag;
    into.log_likelihood = into.log_part - into.compensator;
    into.gradient.background = sums.inverse.array() - history_.horizon();
    into.gradient.branching = model.decay * sums.memory;
    into.gradient.branching.rowwise() -= sums.exposure.transpose();
}

Result<double> HawkesLikelihood::evaluate(const HawkesModel& model, HawkesEvaluation& into)
{
    if (const auto legal = check(model); !legal) return legal.error();
    const auto d = static_cast<Eigen::Index>(history_.type_count());
    if (model.background.size() != d) return Error{Errc::bad_value, "hawkes: model and history differ in their types"};
    for (Eigen::Index i = 0; i < d; ++i) {
        for (Eigen::Index j = 0; j < d; ++j) {
            jumps_[static_cast<std::size_t>(i * d + j)] = model.decay * model.branching(i, j);
        }
    }
    warm_up(model);
    const bool safe = model.background.minCoeff() >= safe_background;
    if (!(safe && sum_chunks(model, factors_per_log)) && !sum_chunks(model, 1)) {
        return Error{Errc::bad_value, "hawkes: the intensity at an event is zero or out of the range of double"};
    }
    close_window(model, into.sums);
    close(model, into);
    if (!finite(into)) return Error{Errc::bad_value, "hawkes: the likelihood exceeds the range of double"};
    return into.log_likelihood;
}

Result<HawkesEvaluation> hawkes_likelihood(const HawkesHistory& history, const HawkesModel& model)
{
    HawkesLikelihood likelihood{history};
    HawkesEvaluation evaluation;
    if (const auto value = likelihood.evaluate(model, evaluation); !value) return value.error();
    return evaluation;
}

double poisson_log_likelihood(const HawkesHistory& history) noexcept
{
    double sum = -static_cast<double>(history.size());
    for (const std::size_t count : history.counts()) {
        const auto n = static_cast<double>(count);
        if (count > 0) sum += n * (std::log(n) - std::log(history.horizon()));
    }
    return sum;
}

}  // namespace entangled::kernels
