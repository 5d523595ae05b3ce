#include "indicators/kernels/networks/survival.hpp"

#include "tests/kernels/networks/supply_bases.hpp"

#include <rapidcheck.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using Eigen::MatrixXd;
using testing::capacity_for;
using testing::case_3_1;
using testing::digits;
using testing::some_base;
using testing::sum_over;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("time to survive and risk exposure as the published case has them", "[kernels][networks]")
{
    // acedesci/scanalytics_cases, Case 3.1, output of its executed notebook (PuLP); scipy.linprog gives the same.
    const std::vector<Disruption> disruptions{{{}, 2}, {{0}, 2}, {{1}, 2}, {{2}, 2}};
    const auto impacts = disruption_impacts(case_3_1(), disruptions).value();
    CHECK(impacts[0].cost == 0.0);
    CHECK_FALSE(impacts[0].periods_to_survive);
    CHECK_FALSE(impacts[0].exposed);
    CHECK(impacts[1].cost == 0.0);
    CHECK(impacts[1].periods_to_survive.value() == 2.25);
    CHECK_FALSE(impacts[1].exposed);
    CHECK(impacts[2].cost == 125'000.0);
    CHECK(impacts[2].risk_exposure.value() == Approx(.4545).epsilon(0).margin(5e-5));
    CHECK(impacts[2].lost_units == 25.0);
    CHECK(impacts[2].periods_to_survive.value() == Approx(1.2857).epsilon(0).margin(5e-5));
    CHECK(impacts[2].exposed);
    CHECK(impacts[3].cost == 275'000.0);
    CHECK(impacts[3].risk_exposure.value() == 1.0);
    CHECK(impacts[3].lost_units == 55.0);
    CHECK(impacts[3].periods_to_survive.value() == Approx(0.9).epsilon(1e-12));
    CHECK(impacts[3].lost == std::vector{55.0, 0.0});
}

TEST_CASE("partly qualified suppliers agree with scipy", "[kernels][networks]")
{
    // scipy.optimize.linprog (HiGHS) on both models; supplier `out` is out for `recovery` periods. -1 is unbounded.
    struct Case {
        std::vector<double> capacity;
        std::vector<double> demand;
        std::vector<double> stock;
        std::vector<double> unit_loss;
        std::vector<std::string> qualified;
        std::size_t out;
        double recovery;
        double cost;
        double survives;
    };
    const auto c = GENERATE(values<Case>({
        {{52, 27, 55, 49},
         {46, 38, 6, 34},
         {49, 60, 15, 41},
         {4, 11, 8, 24},
         {"1100", "1110", "0101", "0110"},
         1,
         2,
         0,
         -1},
        {{23, 25}, {17, 39, 48}, {40, 13, 11}, {13, 25, 20}, {"110", "110"}, 0, 3, 3528, 0.22916666666666666},
        {{27, 57},
         {24, 35, 49, 25},
         {11, 30, 30, 45},
         {12, 4, 17, 2},
         {"0110", "1101"},
         0,
         2,
         1156,
         0.6122448979591837},
        {{57, 34}, {27, 37, 27}, {57, 33, 16}, {30, 7, 38}, {"000", "101"}, 1, 3, 3736, 0.5925925925925926},
        {{22, 49},
         {39, 10, 24, 48},
         {20, 19, 11, 51},
         {6, 10, 20, 31},
         {"1100", "1100"},
         1,
         4.5,
         7550,
         0.4583333333333333},
        {{45, 7}, {36, 26}, {53, 13}, {9, 37}, {"00", "01"}, 1, 3, 2900, 0.5},
        {{59, 31}, {23, 14}, {29, 59}, {40, 11}, {"01", "10"}, 1, 3, 1600, 1.2608695652173914},
        {{30, 14, 12},
         {29, 39, 16, 45, 36},
         {55, 21, 11, 5, 31},
         {18, 33, 36, 33, 24},
         {"10101", "10001", "00011"},
         0,
         4.5,
         15021,
         0.15151515151515152},
    }));
    CAPTURE(c.cost, c.survives);
    const SupplyBase base{c.capacity, c.demand, c.stock, c.unit_loss, digits(c.qualified)};
    const auto impact = disruption_impacts(base, std::vector<Disruption>{{{c.out}, c.recovery}}).value().front();
    CHECK(impact.cost == Approx(c.cost).epsilon(1e-12));
    CHECK(impact.periods_to_survive.value_or(-1.0) == Approx(c.survives).epsilon(1e-12));
    CHECK(impact.exposed == (c.survives >= 0.0 && c.survives < c.recovery));
}

TEST_CASE("time to survive is the least over all sets of products", "[kernels][networks]")
{
    CHECK(rc::check("by trying all of them", [] {
        const auto base = some_base(5);
        std::optional<double> least;
        for (std::size_t set = 1; set < std::size_t{1} << base.demand.size(); ++set) {
            const double lack = sum_over(base.demand, set) - capacity_for(base, set);
            if (lack <= 0.0) continue;
            const double periods = sum_over(base.stock, set) / lack;
            least = std::min(least.value_or(periods), periods);
        }
        RC_ASSERT(time_to_survive(base).value() == least);
    }));
}

TEST_CASE("losses before recovery are the least that demand leaves", "[kernels][networks]")
{
    CHECK(rc::check("lost units as max over sets, cost by layers of equal or higher unit loss", [] {
        const auto base = some_base(5);
        const double periods = *rc::gen::inRange(0, 9) / 2.0;
        const auto impact = disruption_impacts(base, std::vector<Disruption>{{{}, periods}}).value().front();
        // By duality the least loss of products with f >= level is the greatest deficit of any set of them.
        auto levels = base.unit_loss;
        std::ranges::sort(levels);
        double cost = 0.0;
        double below = 0.0;
        for (const double level : levels) {
            double worst = 0.0;
            for (std::size_t set = 1; set < std::size_t{1} << base.demand.size(); ++set) {
                double needed = -capacity_for(base, set) * periods;
                bool dear = true;
                for (std::size_t j = 0; j < base.demand.size(); ++j) {
                    if ((set >> j & 1U) == 0) continue;
                    dear = dear && base.unit_loss[j] >= level;
                    needed += std::max(0.0, base.demand[j] * periods - base.stock[j]);
                }
                if (dear) worst = std::max(worst, needed);
            }
            cost += (level - below) * worst;
            below = level;
        }
        RC_ASSERT(std::abs(impact.cost - cost) <= 1e-9 * (1.0 + cost));
    }));
}

TEST_CASE("with one product, survival and loss have a closed form", "[kernels][networks]")
{
    CHECK(rc::check("stock / (D - C) and D T - stock - C T", [] {
        auto base = some_base(1);
        base.qualified.setOnes();
        const double demand = base.demand[0];
        const double capacity = base.capacity[0];
        const double periods = *rc::gen::inRange(0, 20);
        const auto impact = disruption_impacts(base, std::vector<Disruption>{{{}, periods}}).value().front();
        RC_ASSERT(impact.lost_units == std::max(0.0, demand * periods - base.stock[0] - capacity * periods));
        RC_ASSERT(impact.periods_to_survive.has_value() == (demand > capacity));
        if (demand > capacity) RC_ASSERT(*impact.periods_to_survive == base.stock[0] / (demand - capacity));
    }));
}

TEST_CASE("where all is substitutable and stocks are in proportion, only sums count", "[kernels][networks]")
{
    CHECK(rc::check("TTS = stock / (D - C)", [] {
        auto base = some_base(5);
        base.qualified.setOnes();
        base.stock = base.demand;
        for (double& stock : base.stock) stock *= 3.0;
        const double demand = std::accumulate(base.demand.begin(), base.demand.end(), 0.0);
        const double capacity = std::accumulate(base.capacity.begin(), base.capacity.end(), 0.0);
        const auto survives = time_to_survive(base).value();
        RC_ASSERT(survives.has_value() == (demand > capacity));
        if (survives) RC_ASSERT(std::abs(*survives - 3.0 * demand / (demand - capacity)) <= 1e-12 * *survives);
    }));
}

TEST_CASE("survival is monotone, and scale does not matter", "[kernels][networks]")
{
    CHECK(rc::check("fewer suppliers never survive longer; the size of a_ij cancels", [] {
        auto base = some_base(5);
        const std::vector<std::size_t> out{*rc::gen::inRange<std::size_t>(0, base.capacity.size())};
        const auto all = time_to_survive(base).value();
        const auto fewer = time_to_survive(base, out).value();
        if (all) RC_ASSERT(fewer.has_value() && *fewer <= *all);
        base.qualified *= 0.25;
        RC_ASSERT(time_to_survive(base).value() == all);
        for (auto* amounts : {&base.capacity, &base.demand, &base.stock}) {
            for (double& amount : *amounts) amount *= 1024.0;
        }
        RC_ASSERT(time_to_survive(base).value() == all);
    }));
}

TEST_CASE("a balance met but for rounding lasts for ever", "[kernels][networks]")
{
    // 0.1 + 0.2 is 0.30000000000000004: the naive quotient survives 1.8e16 periods.
    const SupplyBase base{{0.3}, {0.1, 0.2}, {1, 1}, {1, 1}, digits({"11"})};
    CHECK_FALSE(time_to_survive(base).value());
    const SupplyBase none{{1}, {1, 1}, {0, 5}, {1, 1}, digits({"01"})};
    CHECK(time_to_survive(none).value() == 0.0);
    const SupplyBase idle{{1}, {0}, {0}, {1}, digits({"0"})};
    CHECK_FALSE(time_to_survive(idle).value());
}

TEST_CASE("no cost anywhere leaves no ratio of costs", "[kernels][networks]")
{
    const auto impacts = disruption_impacts(case_3_1(), std::vector<Disruption>{{{}, 2}, {{0}, 0}}).value();
    CHECK_FALSE(impacts[0].risk_exposure);
    CHECK(impacts[1].lost_units == 0.0);
    CHECK_FALSE(impacts[1].exposed);
}

TEST_CASE("illegal supply bases are errors", "[kernels][networks]")
{
    struct Case {
        std::string what;
        SupplyBase base;
        Disruption disruption;
        Errc code;
    };
    const auto good = case_3_1();
    const auto c = GENERATE_COPY(values<Case>({
        {"no suppliers", {{}, {1}, {1}, {1}, MatrixXd(0, 1)}, {}, Errc::no_data},
        {"no products", {{1}, {}, {}, {}, MatrixXd(1, 0)}, {}, Errc::no_data},
        {"stocks missing", {{1}, {1}, {}, {1}, digits({"1"})}, {}, Errc::bad_value},
        {"unit losses missing", {{1}, {1}, {1}, {}, digits({"1"})}, {}, Errc::bad_value},
        {"wrong matrix", {{1}, {1}, {1}, {1}, digits({"11"})}, {}, Errc::bad_value},
        {"negative demand", {{1}, {-1}, {1}, {1}, digits({"1"})}, {}, Errc::bad_value},
        {"NaN stock", {{1}, {1}, {nan_value}, {1}, digits({"1"})}, {}, Errc::bad_value},
        {"infinite capacity", {{inf}, {1}, {1}, {1}, digits({"1"})}, {}, Errc::bad_value},
        {"negative qualification", {{1}, {1}, {1}, {1}, -digits({"1"})}, {}, Errc::bad_value},
        {"unknown supplier", good, {{3}, 1}, Errc::bad_value},
        {"negative recovery", good, {{}, -1}, Errc::bad_value},
        {"endless recovery", good, {{}, inf}, Errc::bad_value},
        {"needs overflow", {{1}, {1e300}, {0}, {1}, digits({"1"})}, {{}, 1e300}, Errc::bad_value},
        {"cost overflows", {{0}, {1e300}, {0}, {1e300}, digits({"1"})}, {{}, 1}, Errc::bad_value},
        {"survives beyond double", {{0}, {1e-300}, {1e300}, {1}, digits({"1"})}, {{}, 1}, Errc::bad_value},
    }));
    CAPTURE(c.what);
    CHECK(disruption_impacts(c.base, std::vector{c.disruption}).error().code == c.code);
}

TEST_CASE("impacts need a disruption, survival needs no prices", "[kernels][networks]")
{
    CHECK(disruption_impacts(case_3_1(), {}).error().code == Errc::no_data);
    auto base = case_3_1();
    base.unit_loss.clear();
    const std::vector<std::size_t> out{2, 2};
    CHECK(time_to_survive(base, out).value().value() == Approx(0.9).epsilon(1e-12));
    CHECK(time_to_survive(base, std::vector<std::size_t>{3}).error().code == Errc::bad_value);
}
