#include "tests/kernels/reaction/border.hpp"

#include <catch2/catch.hpp>

TEST_CASE("no NaN or infinity leaves a kernel of reaction", "[border]")
{
    CHECK_NOTHROW(entangled::testing::try_rounds(entangled::testing::try_reaction, 20'000));
}
