# Makes one manual page: PAGE.scd with its generated part, through scdoc, to OUTPUT.
#   cmake -DPAGE=... -DGENERATED=... -DSCDOC=... -DOUTPUT=... -P page.cmake     GENERATED: a file
cmake_minimum_required(VERSION 3.25)

file(READ "${PAGE}" text)
file(READ "${GENERATED}" generated)
# The schema stands in the tree, the manual does not.
string(REPLACE "../../config/" "" generated "${generated}")
string(STRIP "${generated}" generated)
string(REPLACE "@GENERATED@" "${generated}" text "${text}")
file(WRITE "${OUTPUT}.scd" "${text}")
# scdoc dates a page; the day of the last commit makes it the same from every build of it.
if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
  get_filename_component(folder "${PAGE}" DIRECTORY)
  execute_process(COMMAND git -C "${folder}" log -1 --format=%ct OUTPUT_VARIABLE time OUTPUT_STRIP_TRAILING_WHITESPACE
                  ERROR_QUIET)
  if(time)
    set(ENV{SOURCE_DATE_EPOCH} ${time})
  endif()
endif()
execute_process(COMMAND "${SCDOC}" INPUT_FILE "${OUTPUT}.scd" OUTPUT_FILE "${OUTPUT}" RESULT_VARIABLE code)
if(NOT code EQUAL 0)
  file(REMOVE "${OUTPUT}")
  message(FATAL_ERROR "scdoc refuses ${OUTPUT}.scd")
endif()
