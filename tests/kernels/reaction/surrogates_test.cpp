#include "indicators/kernels/reaction/surrogates.hpp"

#include "indicators/kernels/numbers/draws.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>
#include <map>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

TEST_CASE("each order is as likely as another", "[kernels][surrogates]")
{
    std::map<std::vector<std::size_t>, int> seen;
    for (std::uint64_t id = 0; id < 6000; ++id) ++seen[random_order(3, id)];
    REQUIRE(seen.size() == 6);
    for (const auto& [order, count] : seen) CHECK(count == Approx(1000).margin(120));
    CHECK(random_order(0, 1).empty());
    auto order = random_order(1000, 7);
    CHECK(order == random_order(1000, 7));
    std::ranges::sort(order);
    for (std::size_t i = 0; i < order.size(); ++i) CHECK(order[i] == i);
    CHECK(random_below(0, 1, 2) == 0);
    for (std::uint64_t draw = 0; draw < 1000; ++draw) CHECK(random_below(5, 3, draw) < 5);
}

TEST_CASE("surrogates do not depend on threads", "[kernels][surrogates]")
{
    const auto statistics = [](std::uint64_t draw, std::uint64_t id) {
        return std::vector<double>{uniform(id, 0), static_cast<double>(draw)};
    };
    const auto one = surrogate_statistics({.id = 3, .draws = 101, .threads = 1}, 2, statistics).value();
    const auto four = surrogate_statistics({.id = 3, .draws = 101, .threads = 4}, 2, statistics).value();
    CHECK(one.values == four.values);
    CHECK(one.values(100, 1) == 100.0);
    CHECK(surrogate_statistics({.draws = 0}, 2, statistics).error().code == Errc::bad_value);
    CHECK(surrogate_statistics({.draws = 2'000'000}, 2, statistics).error().code == Errc::bad_value);
    CHECK(surrogate_statistics({.draws = 5}, 3, statistics).error().code == Errc::bad_value);
}

TEST_CASE("p counts the observed value among its surrogates", "[kernels][surrogates]")
{
    // By hand: (1 + #{>=})/(M + 1); family against the larger of both columns.
    SurrogateTable table;
    table.values.resize(4, 2);
    table.values << 1, 5, 2, 1, 3, 2, 4, 3;
    const auto p = surrogate_p(std::vector<double>{3, 4}, table, false).value();
    CHECK(p.single[0] == Approx(3.0 / 5.0));
    CHECK(p.single[1] == Approx(2.0 / 5.0));
    CHECK(p.family[0] == Approx(4.0 / 5.0));
    CHECK(p.family[1] == Approx(3.0 / 5.0));
    // Never 0: with no surrogate as large there remains 1/(M + 1).
    CHECK(surrogate_p(std::vector<double>{9, 9}, table, true).value().family[0] == Approx(1.0 / 5.0));
    // Rounding does not make an equal surrogate smaller.
    table.values(0, 0) = 0.1 + 0.2;
    table.values(1, 0) = 0.3;
    CHECK(surrogate_p(std::vector<double>{0.1 + 0.2, 9}, table, false).value().single[0] == 1.0);
}

TEST_CASE("statistics of unlike spread are standardised before the largest is taken", "[kernels][surrogates]")
{
    // The wide column would hide the narrow one, whose observed value is 6 deviations out.
    SurrogateTable table;
    table.values.resize(99, 2);
    for (Eigen::Index d = 0; d < 99; ++d) {
        table.values(d, 0) = 0.01 * uniform(1, static_cast<std::uint64_t>(d));
        table.values(d, 1) = 100.0 * uniform(2, static_cast<std::uint64_t>(d));
    }
    const std::vector<double> observed{0.025, 50.0};
    CHECK(surrogate_p(observed, table, false).value().family[0] > 0.9);
    CHECK(surrogate_p(observed, table, true).value().family[0] == Approx(0.01));
    const SurrogateTable none;
    CHECK(surrogate_p(observed, none, true).error().code == Errc::no_data);
    CHECK(surrogate_p(std::vector<double>{1}, table, true).error().code == Errc::bad_value);
    CHECK(surrogate_p(std::vector<double>{1, std::numeric_limits<double>::quiet_NaN()}, table, true).error().code ==
          Errc::bad_value);
    table.values.col(0).setConstant(0.3);
    CHECK(surrogate_p(std::vector<double>{0.3, 50}, table, true).value().single[0] == 1.0);
}
