#include "tests/kernels/networks/border.hpp"

#include <catch2/catch.hpp>

TEST_CASE("no NaN or infinity leaves a kernel of networks", "[border]")
{
    CHECK_NOTHROW(entangled::testing::try_rounds(entangled::testing::try_networks, 20'000));
}
