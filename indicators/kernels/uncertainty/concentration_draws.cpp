#include "indicators/kernels/uncertainty/concentration_draws.hpp"

#include "indicators/kernels/numbers/blocks.hpp"
#include "indicators/kernels/numbers/elementary.hpp"
#include "indicators/kernels/numbers/legal.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"
#include "indicators/kernels/numbers/philox_lanes.hpp"
#include "indicators/kernels/numbers/quantile.hpp"
#include "indicators/kernels/uncertainty/draw_sums.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

namespace entangled::kernels {
namespace {

constexpr std::size_t pairs_at_once = 256;
constexpr double largest_log_sd = 30.0;

struct Cell {
    std::size_t first{};
    std::size_t last{};
    double largest{};
};

/// Draws 2k of a flow come from the cosine, 2k + 1 from the sine of its pair k, so each half is a run of its own.
void add_flow(const UncertainFlows& flows, std::size_t flow, double largest, std::uint64_t first_pair, DrawSums& even,
              DrawSums& odd)
{
    std::array<double, pairs_at_once> cosines{};
    std::array<double, pairs_at_once> sines{};
    const double scaled = flows.amounts[flow] / largest;
    const double sd = flows.log_sd[flow];
    const bool in_bloc = flows.in_bloc[flow] != 0;
    if (sd > 0.0 && scaled > 0.0) {
        fill_uniform_pairs(derived_id(flows.id, flow), first_pair, cosines, sines);
        box_muller_all(cosines, sines);
        scale_all(sd, cosines);
        scale_all(sd, sines);
        exp_all(cosines);
        exp_all(sines);
    } else {
        cosines.fill(1.0);
        sines.fill(1.0);
    }
    even.add(scaled, cosines, in_bloc);
    odd.add(scaled, sines, in_bloc);
}

struct CellDraws {
    std::vector<double> hhi;
    std::vector<double> top;
    std::vector<double> bloc;
};

/// The order of draws within the lists is of no meaning: they are only summed and ranked.
CellDraws drawn(const UncertainFlows& flows, const Cell& cell)
{
    CellDraws draws;
    for (auto* list : {&draws.hhi, &draws.top, &draws.bloc}) list->reserve(flows.draws);
    const std::size_t pairs = (flows.draws + 1) / 2;
    for (std::size_t first = 0; first < pairs; first += pairs_at_once) {
        DrawSums even;
        DrawSums odd;
        for (std::size_t flow = cell.first; flow < cell.last; ++flow) {
            add_flow(flows, flow, cell.largest, first, even, odd);
        }
        const std::size_t some = std::min(pairs_at_once, pairs - first);
        const bool odd_end = first + some == pairs && flows.draws % 2 == 1;
        for (auto [sums, count] : {std::pair{&even, some}, std::pair{&odd, some - (odd_end ? 1U : 0U)}}) {
            sums->finish();
            draws.hhi.insert(draws.hhi.end(), sums->squares.begin(), sums->squares.begin() + as_offset(count));
            draws.top.insert(draws.top.end(), sums->top.begin(), sums->top.begin() + as_offset(count));
            draws.bloc.insert(draws.bloc.end(), sums->bloc.begin(), sums->bloc.begin() + as_offset(count));
        }
    }
    return draws;
}

Result<DrawnRatio> summary(std::vector<double> draws)
{
    double sum = 0.0;
    for (const double draw : draws) sum += draw;
    constexpr std::array probabilities{0.05, 0.5, 0.95};
    const auto quantiles = quantiles_by_selection(draws, probabilities);
    if (!quantiles) return quantiles.error();
    const double mean = std::min(1.0, sum / static_cast<double>(draws.size()));
    return DrawnRatio{mean, (*quantiles)[0], (*quantiles)[1], (*quantiles)[2]};
}

Result<DrawnConcentration> summary(CellDraws draws)
{
    const auto hhi = summary(std::move(draws.hhi));
    const auto top = summary(std::move(draws.top));
    const auto bloc = summary(std::move(draws.bloc));
    if (!hhi) return hhi.error();
    if (!top) return top.error();
    if (!bloc) return bloc.error();
    return DrawnConcentration{*hhi, *top, *bloc};
}

std::optional<Error> illegal(const UncertainFlows& flows)
{
    const std::size_t n = flows.amounts.size();
    if (flows.cell_ends.empty() || flows.draws == 0)
        return Error{Errc::no_data, "concentration_draws: nothing to draw"};
    const bool sizes = flows.log_sd.size() == n && flows.in_bloc.size() == n && flows.cell_ends.back() == n;
    const bool spread = std::ranges::all_of(flows.log_sd, [](double sd) { return sd >= 0.0 && sd <= largest_log_sd; });
    const bool flags = std::ranges::all_of(flows.in_bloc, [](std::uint8_t flag) { return flag <= 1; });
    if (!sizes || !spread || !flags || !all_non_negative(flows.amounts) || flows.draws > 10'000'000 ||
        !std::ranges::is_sorted(flows.cell_ends, std::less_equal{})) {
        return Error{Errc::bad_value, "concentration_draws: a field is outside its range or a length differs"};
    }
    return std::nullopt;
}

}  // namespace

Result<std::vector<DrawnConcentration>> concentration_draws(const UncertainFlows& flows)
{
    if (const auto error = illegal(flows)) return *error;
    std::vector<Cell> cells;
    std::size_t first = 0;
    for (const std::size_t last : flows.cell_ends) {
        const auto amounts = flows.amounts.subspan(first, last - first);
        const double largest = amounts.empty() ? 0.0 : std::ranges::max(amounts);
        if (largest == 0.0) return Error{Errc::no_data, "concentration_draws: a cell without a positive amount"};
        cells.push_back({first, last, largest});
        first = last;
    }
    std::vector<DrawnConcentration> found(cells.size());
    std::vector<std::optional<Error>> errors(cells.size());
    for_each_block(cells.size(), flows.threads, [&](std::size_t i) {
        const auto cell = summary(drawn(flows, cells[i]));
        if (cell)
            found[i] = *cell;
        else
            errors[i] = cell.error();
    });
    for (const auto& error : errors) {
        if (error) return *error;
    }
    return found;
}

}  // namespace entangled::kernels
