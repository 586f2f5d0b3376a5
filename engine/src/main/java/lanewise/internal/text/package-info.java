/** Text from outside, such as names of classes and files, as messages show it. Not exported. */
package lanewise.internal.text;
