#include "indicators/kernels/criticality/trade_risk.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace entangled;
using namespace entangled::kernels;

TEST_CASE("trade risk is share of imports times instability", "[kernels][criticality]")
{
    // Klimek, Obersteiner and Thurner 2015; by hand: importer 2 buys 30 and 10, its own 99 is no trade.
    Eigen::MatrixXd flows(3, 3);
    flows << 0, 0, 30, 5, 7, 10, 0, 0, 99;
    const Eigen::Vector3d instability{.8, .4, .2};
    const auto risk = trade_risk(flows, instability).value();
    CHECK(risk.exposure(0, 2) == Approx(.6).epsilon(1e-14));
    CHECK(risk.exposure(1, 2) == Approx(.1).epsilon(1e-14));
    CHECK(risk.exposure(1, 0) == .4);
    CHECK(risk.importer[2].value() == Approx(.7).epsilon(1e-14));
    // Nothing is imported: no risk to speak of, and no zero either.
    CHECK_FALSE(risk.importer[1]);
    const Eigen::MatrixXd other_unit = flows * 1000.0;
    CHECK(trade_risk(other_unit, instability).value().exposure.isApprox(risk.exposure, 1e-15));
}

TEST_CASE("illegal flows of trade risk", "[kernels][criticality]")
{
    using Eigen::MatrixXd;
    using Eigen::VectorXd;
    const VectorXd two = VectorXd::Ones(2);
    CHECK(trade_risk(MatrixXd{}, VectorXd{}).error().code == Errc::no_data);
    CHECK(trade_risk(MatrixXd::Identity(2, 2), two).error().code == Errc::no_data);
    CHECK(trade_risk(MatrixXd::Ones(2, 3), two).error().code == Errc::bad_value);
    CHECK(trade_risk(MatrixXd::Ones(3, 3), two).error().code == Errc::bad_value);
    CHECK(trade_risk(MatrixXd::Constant(2, 2, -1), two).error().code == Errc::bad_value);
    CHECK(trade_risk(MatrixXd::Constant(2, 2, std::nan("")), two).error().code == Errc::bad_value);
    CHECK(trade_risk(MatrixXd::Ones(2, 2), -two).error().code == Errc::bad_value);
    CHECK(trade_risk(MatrixXd::Ones(3, 3), VectorXd::Constant(3, 1.7e308)).value().importer[0].has_value());
}
