#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>

#include "daemon/doctor/answer.hpp"
#include "daemon/doctor/setup.hpp"
#include "indicators/core/result.hpp"

namespace entangled::doctor {

/// How questions are asked. Paths that are empty are not used.
struct AskOptions {
    std::string netrc_file;                                 ///< names and passwords by host, as curl reads them
    std::string ca_file;                                    ///< certificates to trust instead of those of the system
    std::chrono::milliseconds time_limit{5000};             ///< of one request, from name look-up to the last byte
    std::size_t size_limit{std::size_t{32} * 1024 * 1024};  ///< of a body
};

/// Asks one question after the other and blocks until all are answered. Redirects are not followed and no proxy is
/// used. A server that once gave no answer in time is not asked again: its further answers say so. Errors: libcurl is
/// not there, or a file of the options cannot be read; whatever a server does is an answer.
[[nodiscard]] Result<Answers> ask_all(std::span<const Question> questions, const Addresses& addresses,
                                      const AskOptions& options);

}  // namespace entangled::doctor
