module consumer {
    requires lanewise.engine;
}
