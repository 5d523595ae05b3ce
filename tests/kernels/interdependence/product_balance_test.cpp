#include "indicators/kernels/interdependence/product_balance.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Products = std::vector<ProductDependence>;

}  // namespace

TEST_CASE("dependent products are counted in both directions", "[kernels][interdependence]")
{
    // MERICS Trade Dependency Database 2024, year 2022: EU on China 421 products, China on EU 120.
    Products products(421, {true, false, 1.0});
    products.insert(products.end(), 120, {false, true, 1.0});
    products.insert(products.end(), 4000, {false, false, 1.0});
    const auto found = product_balance(products).value();
    CHECK(found.first_on_second.dependent == 421);
    CHECK(found.second_on_first.dependent == 120);
    CHECK(found.count_asymmetry.value() == Approx(301.0 / 541.0).epsilon(1e-14));
    for (ProductDependence& product : products) std::swap(product.first_on_second, product.second_on_first);
    CHECK(product_balance(products).value().count_asymmetry.value() == -found.count_asymmetry.value());
}

TEST_CASE("counts are not importance", "[kernels][interdependence]")
{
    // Two cheap products against one that matters: the count and the value differ in sign.
    const auto found = product_balance(Products{{true, false, 1}, {true, false, 1}, {false, true, 18}}).value();
    CHECK(found.count_asymmetry.value() == Approx(1.0 / 3.0).epsilon(1e-14));
    CHECK(found.value_asymmetry.value() == Approx(-.8).epsilon(1e-14));
    CHECK(found.second_on_first.value == 18.0);
}

TEST_CASE("products without a verdict are not independent products", "[kernels][interdependence]")
{
    const auto found = product_balance(Products{{true, {}, 1}, {{}, {}, 1}, {false, {}, 1}}).value();
    CHECK(found.first_on_second.dependent == 1);
    CHECK(found.first_on_second.undecided == 1);
    CHECK(found.second_on_first.dependent == 0);
    CHECK(found.second_on_first.undecided == 3);
    CHECK_FALSE(product_balance(Products{{false, {}, 1}}).value().count_asymmetry);
    CHECK_FALSE(product_balance(Products{{true, {}, 0}}).value().value_asymmetry);
}

TEST_CASE("illegal products", "[kernels][interdependence]")
{
    CHECK(product_balance({}).error().code == Errc::no_data);
    CHECK(product_balance(Products{{true, true, -1}}).error().code == Errc::bad_value);
    CHECK(product_balance(Products{{{}, {}, std::nan("")}}).error().code == Errc::bad_value);
    CHECK(product_balance(Products(2, {true, true, 1.7e308})).error().code == Errc::bad_value);
}
