/** What a recording of training iterations says, beside the limits of the machine. */
package lanewise.benchmarks.profile;
