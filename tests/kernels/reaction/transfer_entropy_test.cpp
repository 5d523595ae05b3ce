#include "indicators/kernels/reaction/transfer_entropy.hpp"

#include "indicators/kernels/numbers/draws.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Flags = std::vector<int>;

const Flags xs{0, 1, 1, 1, 1, 0, 0, 0, 0};
const Flags ys{0, 0, 1, 1, 1, 1, 0, 0, 0};
const Flags ws{0, 1, 1, 1, 1, 0, 1, 1, 1};

Flags coin(std::uint64_t id, std::size_t n, int sides = 2)
{
    Flags flags;
    for (std::size_t t = 0; t < n; ++t) flags.push_back(static_cast<int>(uniform(id, t) * sides));
    return flags;
}

/// The same symbols a period later; one in eight is drawn anew.
Flags follower(const Flags& leader, std::uint64_t id)
{
    Flags flags{0};
    for (std::size_t t = 1; t < leader.size(); ++t) {
        flags.push_back(uniform(id, t) < 0.125 ? static_cast<int>(uniform(id, t + 100'000) * 2) : leader[t - 1]);
    }
    return flags;
}

}  // namespace

TEST_CASE("flows agree with PyInform", "[kernels][transfer_entropy]")
{
    // Documentation and tests of PyInform (Moore, Valentini, Walker and Levin 2018).
    CHECK(transfer_entropy(xs, ys, 2).value() == Approx(.6792696431662097).epsilon(1e-14));
    CHECK(transfer_entropy(ys, xs, 2).value() == 0.0);
    const std::vector<Symbols> background{ws};
    CHECK(transfer_entropy(xs, ys, 2, background).value() == Approx(.2857142857142857).epsilon(1e-14));
    const Flags first{0, 0, 1, 1, 1, 0, 0, 0, 0, 1};
    const Flags second{1, 1, 0, 0, 0, 0, 0, 0, 1, 1};
    CHECK(transfer_entropy(second, first, 2).value() == Approx(.5).epsilon(1e-14));
    CHECK(transfer_entropy(first, second, 2).value() == Approx(.106844).epsilon(0).margin(5e-7));
    CHECK(transfer_entropy(first, second, 2).value() == Approx(.106844121534167899).epsilon(1e-13));
}

TEST_CASE("flows with one symbol of history agree with the definition", "[kernels][transfer_entropy]")
{
    // Sum over the definition in 40 digits (mpmath).
    CHECK(transfer_entropy(xs, ys).value() == Approx(.8112781244591327).epsilon(1e-14));
    CHECK(transfer_entropy(ys, xs).value() == Approx(.12255624891826561).epsilon(1e-13));
    const Flags us{0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0};
    const Flags cn{0, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0};
    CHECK(transfer_entropy(us, cn).value() == Approx(.925461041560814).epsilon(1e-14));
    CHECK(transfer_entropy(cn, us).value() == Approx(.18966325517112453).epsilon(1e-13));
    CHECK(net_transfer_entropy(us, cn).value() == Approx(.7357977863896894).epsilon(1e-13));
}

TEST_CASE("any alphabet will do", "[kernels][transfer_entropy]")
{
    // Three symbols and a condition of two, names with gaps and signs; definition in 40 digits (mpmath).
    Flags one;
    Flags two;
    Flags three;
    for (int i = 0; i < 60; ++i) {
        one.push_back((i * i * 7 + i / 3) % 3 * 1000 - 7);
        two.push_back((i * 5 + i * i / 4) % 3);
        three.push_back((i / 2) % 2 * 10 - 5);
    }
    const std::vector<Symbols> condition{three};
    CHECK(transfer_entropy(one, two).value() == Approx(.0035051880596691455).epsilon(1e-11));
    CHECK(transfer_entropy(two, one).value() == Approx(.119946835536747197).epsilon(1e-13));
    CHECK(transfer_entropy(one, two, 1, condition).value() == Approx(.0222041366797828439).epsilon(1e-12));
}

TEST_CASE("flows hold their properties", "[kernels][transfer_entropy]")
{
    REQUIRE(rc::check("range, names of symbols, a constant or own source says nothing", [] {
        const auto n = *rc::gen::inRange<std::size_t>(5, 60);
        const auto id = *rc::gen::inRange<std::uint64_t>(0, 1000);
        const auto history = *rc::gen::inRange<std::size_t>(1, 4);
        Flags x = coin(id, n, 3);
        const Flags y = coin(id + 5000, n, 3);
        const double bits = transfer_entropy(x, y, history).value();
        RC_ASSERT(bits >= 0.0 && bits <= std::log2(3.0) + 1e-12);
        RC_ASSERT(net_transfer_entropy(x, y, history).value() == -net_transfer_entropy(y, x, history).value());
        for (int& symbol : x) symbol = 100 - 7 * symbol;
        RC_ASSERT(transfer_entropy(x, y, history).value() == bits);
        RC_ASSERT(transfer_entropy(Flags(n, 4), y, history).value() == 0.0);
        RC_ASSERT(transfer_entropy(y, y, history).value() == 0.0);
        const std::vector<Symbols> itself{x};
        RC_ASSERT(transfer_entropy(x, y, history, itself).value() == 0.0);
    }));
}

TEST_CASE("chance shows bits that the surrogates take away", "[kernels][transfer_entropy]")
{
    // Independent coins: the plug-in estimate is positive, about (Ky - 1)(Kx - 1) Ky/(2 n ln 2).
    double mean_bits = 0.0;
    double mean_corrected = 0.0;
    double mean_analytic = 0.0;
    int rejected = 0;
    constexpr int rounds = 60;
    for (int round = 0; round < rounds; ++round) {
        const auto id = static_cast<std::uint64_t>(2 * round);
        const auto test =
            test_transfer_entropy(coin(id, 121), coin(id + 1, 121), {.surrogates = {.id = id, .draws = 200}}).value();
        mean_bits += test.bits / rounds;
        mean_corrected += test.corrected_bits / rounds;
        mean_analytic += test.analytic_bias / rounds;
        rejected += test.p < 0.05 ? 1 : 0;
    }
    CHECK(mean_analytic == Approx(2.0 / (2.0 * 120.0 * std::log(2.0))).epsilon(1e-12));
    CHECK(mean_bits == Approx(mean_analytic).epsilon(0.3));
    CHECK(std::abs(mean_corrected) < 0.003);
    CHECK(rejected <= 9);
}

TEST_CASE("the leader is found", "[kernels][transfer_entropy]")
{
    const Flags leader = coin(77, 150);
    const Flags late = follower(leader, 78);
    TransferOptions options{.surrogates = {.id = 5, .draws = 299}};
    const auto net = test_net_transfer(leader, late, options).value();
    CHECK(net.x_to_y.p == Approx(1.0 / 300.0));
    CHECK(net.y_to_x.p > 0.05);
    CHECK(net.net_corrected_bits > 0.4);
    CHECK(net.net_bits == net_transfer_entropy(leader, late).value());
    CHECK(net.x_to_y.transitions == 149);
    options.surrogates.threads = 3;
    const auto again = test_net_transfer(leader, late, options).value();
    CHECK(again.x_to_y.surrogate_mean == net.x_to_y.surrogate_mean);
    CHECK(again.y_to_x.p == net.y_to_x.p);
}

TEST_CASE("too few periods give no verdict", "[kernels][transfer_entropy]")
{
    CHECK(test_transfer_entropy(xs, ys, {}).error().code == Errc::insufficient_points);
    CHECK(test_transfer_entropy(coin(1, 100), coin(2, 100), {}).error().code == Errc::insufficient_points);
    CHECK(test_transfer_entropy(coin(1, 101), coin(2, 101), {}).has_value());
    CHECK(test_transfer_entropy(coin(1, 200), coin(2, 200), {.surrogates = {.draws = 199}}).error().code ==
          Errc::bad_value);
    CHECK(test_transfer_entropy(coin(1, 200), coin(2, 200), {.fewest_periods = 9}).error().code == Errc::bad_value);
}

TEST_CASE("symbols that make no transition are errors", "[kernels][transfer_entropy]")
{
    CHECK(transfer_entropy({}, {}).error().code == Errc::no_data);
    CHECK(transfer_entropy(xs, ys, 0).error().code == Errc::bad_value);
    CHECK(transfer_entropy(xs, ys, 9).error().code == Errc::insufficient_points);
    CHECK(transfer_entropy(xs, ys, 8).value() == 0.0);
    CHECK(transfer_entropy(xs, Flags{1, 0}).error().code == Errc::bad_value);
    const Flags short_one{1};
    const std::vector<Symbols> condition{short_one};
    CHECK(transfer_entropy(xs, ys, 1, condition).error().code == Errc::bad_value);
    CHECK(transfer_entropy(Flags{1}, Flags{1}).error().code == Errc::insufficient_points);
}
