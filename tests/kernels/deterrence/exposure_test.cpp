#include "indicators/kernels/deterrence/exposure.hpp"

#include "tests/kernels/deterrence/games.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

using Values = std::vector<double>;

TEST_CASE("announced decoupling and pessimism cut the deterrent before trade changes", "[kernels][deterrence]")
{
    // Escalation study 4.6, after Copeland (1996).
    const auto value = [](double speed, double hazard) {
        return present_exposure({.dependence = 1, .discount = .05, .speed = speed, .hazard = hazard}).value();
    };
    CHECK(value(0, 0) == Approx(20).epsilon(1e-13));
    CHECK(value(.06, 0) == Approx(9.0909090909).epsilon(1e-10));
    CHECK(value(.06, .1) == Approx(4.7619047619).epsilon(1e-10));
    CHECK(value(-.04, 0) == Approx(100).epsilon(1e-12));
}

TEST_CASE("an exposure without end or range is an error", "[kernels][deterrence]")
{
    CHECK(present_exposure({.dependence = 1, .discount = .05, .speed = -.05}).error().code == Errc::not_identified);
    CHECK(present_exposure({.dependence = 1}).error().code == Errc::not_identified);
    CHECK(present_exposure({.dependence = 1.1, .discount = .05}).error().code == Errc::bad_value);
    CHECK(present_exposure({.dependence = 1, .flow = -1, .discount = .05}).error().code == Errc::bad_value);
    CHECK(present_exposure({.dependence = 1, .discount = .05, .hazard = -1}).error().code == Errc::bad_value);
    CHECK(present_exposure({.dependence = 1, .discount = nan_value}).error().code == Errc::bad_value);
    CHECK(present_exposure({.dependence = 1, .flow = 1e300, .discount = 1e-300}).error().code == Errc::bad_value);
    CHECK(present_exposure({.dependence = 0, .discount = .05}).value() == 0);
}

TEST_CASE("leverage gains a window only while it fades", "[kernels][deterrence]")
{
    LeverageGain gain{.fixed = .1, .per_dependence = .4, .window = 2, .rival_dependence = .5, .rival_speed = .06};
    CHECK(leverage_gain(gain).value() == Approx(.1 + .2 + .06).epsilon(1e-14));
    gain.rival_speed = -.06;
    CHECK(leverage_gain(gain).value() == Approx(.3).epsilon(1e-14));
    gain.rival_dependence = 1.5;
    CHECK(leverage_gain(gain).error().code == Errc::bad_value);
    CHECK(leverage_gain({.fixed = inf}).error().code == Errc::bad_value);
    CHECK(leverage_gain({.rival_speed = nan_value}).error().code == Errc::bad_value);
}

TEST_CASE("losses add over goods and say what the largest chokepoint carries", "[kernels][deterrence]")
{
    const auto loss = goods_loss(Values{.5, 2, 1}, Values{.8, .4, .1}).value();
    CHECK(loss.total == Approx(1.3).epsilon(1e-14));
    CHECK(loss.largest == Approx(.8).epsilon(1e-14));
    CHECK(loss.without_largest == Approx(.5).epsilon(1e-14));
    CHECK(loss.index == 1);
    CHECK(goods_loss(Values{2}, Values{.4}).value().without_largest == 0);
    CHECK(goods_loss({}, {}).error().code == Errc::no_data);
    CHECK(goods_loss(Values{1, 2}, Values{.5}).error().code == Errc::bad_value);
    CHECK(goods_loss(Values{-1}, Values{.5}).error().code == Errc::bad_value);
    CHECK(goods_loss(Values{1}, Values{1.5}).error().code == Errc::bad_value);
    CHECK(goods_loss(Values{nan_value}, Values{.5}).error().code == Errc::bad_value);
    CHECK(goods_loss(Values{1e308, 1e308}, Values{1, 1}).error().code == Errc::bad_value);
    CHECK(rc::check("the order of goods changes no byte", [] {
        Values weights(5);
        Values dependence(5);
        for (double& w : weights) w = between(0, 2);
        for (double& d : dependence) d = between(0, 1);
        const auto one = goods_loss(weights, dependence).value();
        const auto other =
            goods_loss(Values(weights.rbegin(), weights.rend()), Values(dependence.rbegin(), dependence.rend()))
                .value();
        RC_ASSERT(one.total == other.total && one.without_largest == other.without_largest);
    }));
}

TEST_CASE("deterrence that hangs on one good is near its tipping without it", "[kernels][deterrence]")
{
    const GoodsLoss a{.total = 1.1, .without_largest = .9};
    const GoodsLoss b{.total = 1.4, .without_largest = 1.2};
    const auto found = chokepoint_robustness(dashboard_game(), a, b, Decoupling::both).value();
    CHECK(found.whole.tipping->delta == Approx(.3395660183).epsilon(0).margin(1e-9));
    REQUIRE(found.without_largest.tipping);
    CHECK(found.without_largest.tipping->delta < found.whole.tipping->delta);
    const GoodsLoss bare{.total = 1.1, .without_largest = .5};
    CHECK(chokepoint_robustness(dashboard_game(), bare, bare, Decoupling::both).value().without_largest.state ==
          TippingState::already_lost);
    CHECK(chokepoint_robustness(dashboard_game(), {.total = -1}, b, Decoupling::both).error().code == Errc::bad_value);
}
