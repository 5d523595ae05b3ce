#include "indicators/kernels/uncertainty/concentration_draws.hpp"

#include "indicators/kernels/numbers/elementary.hpp"
#include "indicators/kernels/numbers/normal_draws.hpp"
#include "indicators/kernels/numbers/quantile.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Values = std::vector<double>;
using Flags = std::vector<std::uint8_t>;

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

struct Market {
    Values amounts{50, 30, 0, 20, 5, 5, 90, 7};
    Values log_sd{.1, .3, .2, 0, .4, .2, .05, .3};
    Flags in_bloc{1, 0, 1, 0, 0, 1, 0, 1};
    std::vector<std::size_t> cell_ends{4, 8};

    [[nodiscard]] UncertainFlows flows(std::size_t draws) const
    {
        return {
            .amounts = amounts, .log_sd = log_sd, .in_bloc = in_bloc, .cell_ends = cell_ends, .draws = draws, .id = 33};
    }
};

struct Naive {
    Values hhi;
    Values top;
    Values bloc;
};

/// One draw after another with the library's exponential.
Naive drawn_naively(const UncertainFlows& flows, std::size_t first, std::size_t last)
{
    Naive all;
    for (std::size_t draw = 0; draw < flows.draws; ++draw) {
        double total = 0;
        double squares = 0;
        double top = 0;
        double bloc = 0;
        for (std::size_t f = first; f < last; ++f) {
            const double z = normal(derived_id(flows.id, f), draw);
            const double amount = flows.amounts[f] * std::exp(flows.log_sd[f] * z);
            total += amount;
            squares += amount * amount;
            top = std::max(top, amount);
            bloc += flows.in_bloc[f] == 1 ? amount : 0;
        }
        all.hhi.push_back(squares / (total * total));
        all.top.push_back(top / total);
        all.bloc.push_back(bloc / total);
    }
    return all;
}

void check_ratio(const DrawnRatio& found, const Values& draws)
{
    double mean = 0;
    for (const double draw : draws) mean += draw / static_cast<double>(draws.size());
    CHECK(found.mean == Approx(mean).epsilon(1e-12));
    CHECK(found.q05 == Approx(quantile(draws, .05).value()).epsilon(1e-12));
    CHECK(found.q50 == Approx(quantile(draws, .5).value()).epsilon(1e-12));
    CHECK(found.q95 == Approx(quantile(draws, .95).value()).epsilon(1e-12));
}

}  // namespace

TEST_CASE("bands of concentration are the quantiles of the draws made one by one", "[kernels][uncertainty]")
{
    // An odd and an even number of draws, short of, on and past the 512 that are made together. A second selection that
    // starts inside the first one's result moves the 5% quantile: quantile() sorts.
    const Market market;
    for (const std::size_t draws : {1U, 2U, 511U, 512U, 513U, 2000U}) {
        CAPTURE(draws);
        const auto flows = market.flows(draws);
        const auto cells = concentration_draws(flows).value();
        REQUIRE(cells.size() == 2);
        for (std::size_t cell = 0; cell < 2; ++cell) {
            const auto naive = drawn_naively(flows, 4 * cell, 4 * cell + 4);
            check_ratio(cells[cell].hhi, naive.hhi);
            check_ratio(cells[cell].top_share, naive.top);
            check_ratio(cells[cell].bloc_share, naive.bloc);
        }
    }
}

TEST_CASE("bands are the same bytes on any number of threads", "[kernels][uncertainty]")
{
    const Market market;
    auto flows = market.flows(3000);
    const auto one = concentration_draws(flows).value();
    for (const unsigned threads : {0U, 2U, 5U}) {
        flows.threads = threads;
        const auto same = concentration_draws(flows).value();
        for (std::size_t cell = 0; cell < 2; ++cell) {
            CHECK(same[cell].hhi.mean == one[cell].hhi.mean);
            CHECK(same[cell].hhi.q05 == one[cell].hhi.q05);
            CHECK(same[cell].top_share.q50 == one[cell].top_share.q50);
            CHECK(same[cell].bloc_share.q95 == one[cell].bloc_share.q95);
        }
    }
    flows.id = 34;
    CHECK(concentration_draws(flows).value()[0].hhi.q50 != one[0].hhi.q50);
}

TEST_CASE("without errors the band is the index itself", "[kernels][uncertainty]")
{
    Market market;
    std::ranges::fill(market.log_sd, 0.0);
    const auto cell = concentration_draws(market.flows(100)).value()[0];
    CHECK(cell.hhi.q05 == cell.hhi.q95);
    CHECK(cell.hhi.q50 == Approx(.25 + .09 + .04).epsilon(1e-14));
    CHECK(cell.top_share.q50 == Approx(.5).epsilon(1e-14));
    CHECK(cell.bloc_share.mean == Approx(.5).epsilon(1e-13));
}

TEST_CASE("the unit of the amounts does not matter, not even at the ends of double", "[kernels][uncertainty]")
{
    Market market;
    const auto plain = concentration_draws(market.flows(500)).value()[1];
    for (const double unit : {0x1p-1000, 0x1p1010}) {
        Market scaled;
        for (double& amount : scaled.amounts) amount *= unit;
        const auto same = concentration_draws(scaled.flows(500)).value()[1];
        CHECK(same.hhi.q05 == plain.hhi.q05);
        CHECK(same.bloc_share.q95 == plain.bloc_share.q95);
    }
    std::ranges::fill(market.log_sd, 30.0);
    const auto wild = concentration_draws(market.flows(500)).value()[0];
    CHECK(wild.hhi.q95 <= 1);
    CHECK(wild.hhi.q05 > .3);
}

TEST_CASE("illegal flows are errors", "[kernels][uncertainty]")
{
    const auto broken = [](auto change) {
        Market market;
        change(market);
        return concentration_draws(market.flows(10)).error().code;
    };
    CHECK(broken([](Market& m) { m.cell_ends = {}; }) == Errc::no_data);
    CHECK(broken([](Market& m) { m.amounts = {0, 0, 0, 0, 1, 1, 1, 1}; }) == Errc::no_data);
    CHECK(broken([](Market& m) { m.cell_ends = {0, 8}; }) == Errc::no_data);
    CHECK(broken([](Market& m) { m.cell_ends = {4, 4, 8}; }) == Errc::bad_value);
    CHECK(broken([](Market& m) { m.cell_ends = {4, 7}; }) == Errc::bad_value);
    CHECK(broken([](Market& m) { m.cell_ends = {6, 4, 8}; }) == Errc::bad_value);
    CHECK(broken([](Market& m) { m.cell_ends = {100, 8}; }) == Errc::bad_value);
    CHECK(broken([](Market& m) { m.amounts[1] = -1; }) == Errc::bad_value);
    CHECK(broken([](Market& m) { m.amounts[1] = nan_value; }) == Errc::bad_value);
    CHECK(broken([](Market& m) { m.log_sd[1] = 31; }) == Errc::bad_value);
    CHECK(broken([](Market& m) { m.log_sd[1] = nan_value; }) == Errc::bad_value);
    CHECK(broken([](Market& m) { m.log_sd.pop_back(); }) == Errc::bad_value);
    CHECK(broken([](Market& m) { m.in_bloc[0] = 2; }) == Errc::bad_value);
    CHECK(concentration_draws(Market{}.flows(0)).error().code == Errc::no_data);
}
