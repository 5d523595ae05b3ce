#pragma once

#include <Eigen/Core>
#include <array>
#include <cstddef>

namespace entangled::testing {

/// The "leather" table of the R package decompr (Quast and Kummritz 2015): agriculture, textiles, transport equipment
/// in Argentina, Turkey and Germany.
struct Leather {
    Eigen::MatrixXd flows{9, 9};
    Eigen::MatrixXd final_demand{9, 3};
    std::array<std::size_t, 9> country{0, 0, 0, 1, 1, 1, 2, 2, 2};

    Leather()
    {
        flows << 16.1, 5.1, 1.8, 3.2, 4.3, 0.4, 3.1, 2.8, 4.9,  //
            2.4, 8.0, 3.2, 0.1, 3.2, 1.6, 1.2, 3.9, 11.5,       //
            0.9, 0.5, 4.0, 0.0, 0.1, 0.3, 0.0, 0.4, 0.5,        //
            1.1, 1.9, 0.2, 18.0, 13.2, 6.1, 9.0, 3.1, 8.9,      //
            0.3, 2.8, 0.1, 6.1, 28.1, 6.3, 2.1, 2.5, 25.6,      //
            0.0, 0.1, 0.3, 4.1, 3.2, 8.9, 0.2, 0.0, 1.8,        //
            1.2, 4.2, 0.3, 4.1, 1.2, 0.6, 29.0, 19.5, 17.9,     //
            1.3, 1.1, 0.0, 3.2, 4.8, 2.6, 5.1, 29.1, 24.1,      //
            2.1, 1.4, 3.0, 4.1, 3.1, 3.9, 11.3, 8.1, 51.3;
        final_demand << 21.5, 6.1, 8.4,  //
            16.2, 1.9, 5.1,              //
            11.0, 0.5, 0.8,              //
            7.5, 29.5, 14.2,             //
            8.9, 24.9, 16.9,             //
            1.2, 18.5, 4.9,              //
            9.2, 17.9, 51.2,             //
            7.9, 10.1, 38.5,             //
            25.1, 35.2, 68.4;
    }
};

}  // namespace entangled::testing
